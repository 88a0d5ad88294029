/**
 * While a question is being written, the server says how attendees will see it and what the change means for answers
 * that were given: the form is sent as by its button "See it first", and the parts of the page are taken over.
 */
const WAIT = 500; // ms after the last key

export default function livePreview(form) {
  let waiting;
  let asked = 0;
  const ask = async () => {
    asked += 1;
    const mine = asked;
    const data = new FormData(form);
    data.set("preview", "yes");
    const answer = await fetch(form.getAttribute("action") || location.pathname + location.search, { method: "POST", body: data }).catch(() => null);
    if (!answer?.ok || mine !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-part]")) {
      const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
      if (fresh) part.replaceChildren(...fresh.childNodes);
    }
  };
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT);
  };
  form.addEventListener("input", later);
  for (const control of form.elements) if (!form.contains(control)) control.addEventListener("input", later);
}
