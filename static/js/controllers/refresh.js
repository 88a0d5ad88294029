/**
 * Keeps an element up to date: every data-seconds the same page is asked for, and the element with the same id taken
 * from it. Rests while nobody looks, and simply tries again when the server does not answer.
 */
export default function refresh(element) {
  const seconds = Number(element.dataset.seconds) || 5;
  setInterval(async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(element.id);
      if (fresh && fresh.innerHTML !== element.innerHTML) element.replaceChildren(...fresh.childNodes);
    } catch {
      // the next round asks again
    }
  }, seconds * 1000);
}
