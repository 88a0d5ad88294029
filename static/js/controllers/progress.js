/**
 * Work that goes on elsewhere: while data-unfinished stands on the element, the page is fetched anew every second and
 * its data-part elements take over what changed. A page that tells of the work no more is shown as a whole.
 */
const PAUSE_MS = 1000;

export default function progress(element) {
  const look = async () => {
    try {
      takeOver(element, await fetchFresh());
    } catch (error) {
      console.warn("progress: no answer, looking again", error);
    }
    if ("unfinished" in element.dataset) setTimeout(look, PAUSE_MS);
  };
  if ("unfinished" in element.dataset) setTimeout(look, PAUSE_MS);
}

/** The element as it is on the page now; none when the page no longer tells of the work. */
async function fetchFresh() {
  const answer = await fetch(location.href);
  if (!answer.ok) throw new Error(`answered ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("[data-controller~=progress]");
}

function takeOver(element, fresh) {
  if (!fresh) {
    location.reload();
  }
  for (const part of element.querySelectorAll("[data-part]")) {
    const other = fresh?.querySelector(`[data-part="${part.dataset.part}"]`);
    if (other && other.innerHTML !== part.innerHTML) part.replaceChildren(...other.childNodes);
  }
  if (!fresh || !("unfinished" in fresh.dataset)) delete element.dataset.unfinished;
}
