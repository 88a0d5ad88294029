/**
 * A form whose questions depend on answers: each is shown while its condition holds, in place of the words that tell it.
 * What is hidden keeps what was typed; the server leaves it out. Names of organisations are suggested while typing.
 */
const WAIT = 180; // ms between the last letter and the question for suggestions
const LEAST = 2; // letters

export default function questions(form) {
  const parts = [...form.querySelectorAll("[data-asked]")];
  const prefix = form.dataset.prefix ?? "";

  const given = (name) =>
    [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)]
      .filter((control) => (/^(radio|checkbox)$/.test(control.type) ? control.checked : control.value.trim() !== ""))
      .map((control) => control.value);
  const isOut = (name) => Boolean(form.querySelector(`[name="${CSS.escape(name)}"]`)?.closest("[data-asked][hidden]"));
  const holds = ({ dataset }) => {
    if (dataset.for && !given(`${prefix}category`).some((code) => dataset.for.split(" ").includes(code))) return false;
    if (!dataset.needs) return true;
    if (isOut(dataset.needs)) return false;
    const answers = given(dataset.needs);
    return dataset.any ? answers.some((answer) => dataset.any.split(" ").includes(answer)) : answers.length > 0;
  };
  const arrange = () => {
    for (let turn = 0; turn <= parts.length; turn += 1) {
      const changed = parts.filter((part) => part.hidden === holds(part));
      if (!changed.length) return;
      for (const part of changed) part.hidden = !part.hidden;
    }
  };

  for (const part of parts) {
    const words = part.querySelector(".asked__when");
    if (words) words.hidden = true;
  }
  form.addEventListener("change", arrange);
  form.addEventListener("input", arrange);
  window.addEventListener("pageshow", arrange);
  arrange();
  if (form.dataset.suggestions) for (const input of form.querySelectorAll("[data-suggest]")) suggest(input, form.dataset.suggestions);
}

/** Browsers hide what holds none of the letters typed; an organisation may be found by another name of it. */
function labelled(name, words) {
  return name.toLowerCase().includes(words.toLowerCase()) ? name : `${words} – ${name}`;
}

/** Fills a list of names beside the field; nothing is lost when it cannot. */
function suggest(input, address) {
  const list = document.createElement("datalist");
  list.id = `${input.id}-names`;
  input.after(list);
  input.setAttribute("list", list.id);
  let waiting;
  let asked = "";
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    const words = input.value.trim();
    if (words.length < LEAST || words === asked || [...list.options].some((option) => option.value === words)) return;
    waiting = setTimeout(async () => {
      asked = words;
      const url = new URL(address, location.href);
      url.searchParams.set("q", words.slice(0, 100));
      const answer = await fetch(url).catch(() => null);
      if (!answer?.ok || asked !== words) return;
      const names = await answer.json();
      list.replaceChildren(...names.map((name) => new Option(labelled(name, words), name)));
    }, WAIT);
  });
}
