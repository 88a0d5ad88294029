/**
 * The agenda answers while somebody chooses and types: what does not fit is hidden at once, and the address follows.
 * Words are looked for in what the page shows; sending the form looks into the descriptions too. A page that came
 * narrowed fetches the whole agenda first. Columns of rooms that were not chosen go from the grid. What is cancelled is
 * shown, but no number counts it as held.
 */
const KEYS = { track: "t", room: "r", language: "l", kind: "k", project: "p" };

/** As the server folds words, near enough: no accents, no capitals. */
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

export default function asking(form) {
  const place = document.querySelector("[data-agenda]");
  const count = document.querySelector("[data-count]");
  if (!place || !count) return;
  let texts = new Map();
  let waiting;

  const cards = () => place.querySelectorAll("[data-has]");
  const chosen = () => {
    const values = new Map();
    for (const [name, value] of new FormData(form)) {
      if (name in KEYS && value) values.set(name, [...(values.get(name) ?? []), `|${KEYS[name]}=${value.toLowerCase()}|`]);
    }
    return values;
  };
  const textOf = (card) => {
    if (!texts.has(card)) texts.set(card, fold(card.textContent));
    return texts.get(card);
  };

  async function whole() {
    if (!("narrowed" in place.dataset)) return true;
    const address = new URL(form.action);
    for (const name of ["lang", "view", "day"]) for (const value of new FormData(form).getAll(name)) address.searchParams.append(name, value);
    const answer = await fetch(address).catch(() => null);
    const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const agenda = page && page.querySelector("[data-agenda]");
    if (!agenda) return false;
    place.replaceChildren(...agenda.childNodes);
    delete place.dataset.narrowed;
    texts = new Map();
    return true;
  }

  async function apply() {
    if (!(await whole())) return form.requestSubmit();
    const asked = chosen();
    const words = fold(form.elements.q.value).split(/\s+/).filter(Boolean);
    const sessions = new Set();
    const calledOff = new Set();
    const perProject = new Map();
    for (const card of cards()) {
      const fits = (name) => !asked.has(name) || asked.get(name).some((value) => card.dataset.has.includes(value));
      const rest = ["track", "room", "language", "kind"].every(fits) && words.every((word) => textOf(card).includes(word));
      const isShown = rest && fits("project");
      card.hidden = !isShown;
      if (!card.dataset.session) continue;
      if (card.dataset.has.includes("|x=cancelled|")) {
        if (isShown) calledOff.add(card.dataset.session);
        continue;
      }
      if (isShown) sessions.add(card.dataset.session);
      if (rest) for (const [, code] of card.dataset.has.matchAll(/\|p=([^|]+)(?=\|)/g)) {
        perProject.set(code, (perProject.get(code) ?? new Set()).add(card.dataset.session));
      }
    }
    for (const row of place.querySelectorAll(".agenda > li, .rooms tbody tr, [data-day]")) row.hidden = !row.querySelector("[data-has]:not([hidden])");
    const rooms = asked.get("room");
    for (const cell of place.querySelectorAll(".rooms [data-room]")) cell.classList.toggle("is-out", Boolean(rooms) && !rooms.includes(`|r=${cell.dataset.room}|`));
    for (const number of document.querySelectorAll("[data-project-count]")) {
      number.querySelector("b").textContent = perProject.get(number.dataset.projectCount)?.size ?? 0;
    }
    count.textContent = count.dataset.count.replace("{shown}", sessions.size);
    const gone = [...calledOff].filter((code) => !sessions.has(code)).length;
    const more = document.querySelector("[data-called-off]");
    if (more) more.textContent = gone ? more.dataset.calledOff.replace("{count}", gone) : "";
    const isEmpty = ![...cards()].some((card) => !card.hidden);
    const nothing = document.querySelector("[data-nothing]");
    if (nothing) nothing.hidden = !isEmpty;
    const everything = document.querySelector("[data-everything]");
    if (everything) everything.hidden = !asked.size && !words.length && !form.elements.day;
    follow();
  }

  /** The address says what is shown, so that it can be sent on, and the links to days and views keep it. */
  function follow() {
    const address = new URL(location.href);
    for (const name of [...Object.keys(KEYS), "q"]) {
      address.searchParams.delete(name);
      for (const value of new FormData(form).getAll(name)) if (value) address.searchParams.append(name, value);
    }
    history.replaceState(null, "", address);
    for (const link of document.querySelectorAll(".choice__link")) {
      const to = new URL(link.href);
      for (const name of ["track", "room", "language", "kind", "q"]) {
        to.searchParams.delete(name);
        for (const value of address.searchParams.getAll(name)) to.searchParams.append(name, value);
      }
      link.href = to;
    }
  }

  form.addEventListener("change", (event) => event.target.matches("[type=checkbox]") && apply());
  form.elements.q.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
  form.addEventListener("submit", () => {
    for (const control of form.elements) control.disabled ||= control.name !== "" && control.value === "";
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const control of form.elements) control.disabled = false;
  });
}
