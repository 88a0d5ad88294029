/**
 * A list that is searched while somebody types: the address of its filter form is fetched with part=results, and what
 * comes back takes the place of the results. The address bar follows, so that the view can be kept and sent on.
 */
const PAUSE_MS = 150;

export default function liveResults(element) {
  const form = element.querySelector("form[role=search]");
  const results = element.querySelector("[data-part=results]");
  if (!form || !results) return;
  let timer, running;

  form.addEventListener("input", (event) => {
    if (!event.target.matches("[type=search]")) return;
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE_MS);
  });
  form.addEventListener("submit", () => clearTimeout(timer));

  async function look() {
    running?.abort();
    running = new AbortController();
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    const address = `${form.action}?${query}`;
    query.set("part", "results");
    results.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`${form.action}?${query}`, { signal: running.signal });
      if (!answer.ok || answer.redirected) throw new Error(`answer ${answer.status}`);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of fresh.querySelectorAll("[data-part]")) {
        element.querySelector(`[data-part=${part.dataset.part}]`)?.replaceChildren(...part.childNodes);
      }
      results.removeAttribute("aria-busy");
      history.replaceState(history.state, "", address);
      element.dispatchEvent(new CustomEvent("results"));
    } catch (error) {
      if (error.name === "AbortError") return;
      console.warn("live-results:", error);
      form.requestSubmit();
    }
  }
}
