/**
 * Work that goes on elsewhere: while data-unfinished stands on the element, the page is fetched anew every second and
 * its data-part elements take over what changed.
 */
const PAUSE_MS = 1000;

export default function progress(element) {
  const look = async () => {
    const fresh = await fetchFresh().catch(() => null);
    if (fresh) takeOver(element, fresh);
    if ("unfinished" in element.dataset) setTimeout(look, PAUSE_MS);
  };
  if ("unfinished" in element.dataset) setTimeout(look, PAUSE_MS);
}

async function fetchFresh() {
  const answer = await fetch(location.href, { redirect: "error" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("[data-controller~=progress]");
}

function takeOver(element, fresh) {
  for (const part of element.querySelectorAll("[data-part]")) {
    const other = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
    if (other && other.innerHTML !== part.innerHTML) part.replaceChildren(...other.childNodes);
  }
  if (!("unfinished" in fresh.dataset)) delete element.dataset.unfinished;
}
