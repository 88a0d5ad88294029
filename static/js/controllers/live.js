/**
 * Keeps its content up to date: every data-seconds the part at data-url is asked for, and only sent when it changed
 * (data-tag is what the page has). Rests while nobody looks; after trouble it waits longer, and says since when it has
 * heard nothing in the element with data-live-trouble.
 */
/** Whoever goes through the page by keys stays where they were: on the same link, and where it is gone, at this part's beginning. */
function focusAgain(element, focused) {
  const address = focused.getAttribute("href");
  const same = [...element.querySelectorAll(focused.localName)].find((one) =>
    focused.id ? one.id === focused.id : address ? one.getAttribute("href") === address : one.isEqualNode(focused));
  if (!same) element.tabIndex = -1;
  (same ?? element).focus({ preventScroll: Boolean(same) });
}

export default function live(element) {
  const seconds = Number(element.dataset.seconds) || 4;
  const trouble = document.querySelector("[data-live-trouble]");
  let tag = `"${element.dataset.tag}"`;
  let failures = 0;
  let timer = 0;

  function later() {
    clearTimeout(timer);
    timer = setTimeout(ask, seconds * 1000 * Math.min(2 ** failures, 8));
  }

  async function ask() {
    if (document.hidden) return later();
    try {
      const answer = await fetch(element.dataset.url, {
        credentials: "same-origin", cache: "no-store", headers: { "If-None-Match": tag },
      });
      if (answer.redirected || (!answer.ok && answer.status !== 304)) throw new Error(String(answer.status));
      if (answer.status === 200) {
        const part = new DOMParser().parseFromString((await answer.json()).html, "text/html");
        const opened = [...element.querySelectorAll("details[open][id]")].map((one) => one.id);
        const focused = element.contains(document.activeElement) ? document.activeElement : null;
        element.replaceChildren(...part.body.childNodes);
        if (focused) focusAgain(element, focused);
        opened.forEach((id) => element.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", ""));
        tag = answer.headers.get("ETag") ?? tag;
      }
      failures = 0;
    } catch {
      failures += 1;
    }
    if (trouble) trouble.hidden = failures < 2;
    later();
  }

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) ask();
  });
  later();
}
