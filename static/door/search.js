/** Finding a person by name. No list to browse and nobody let in by one stray tap: a word first, then a person, then a yes. */

import { Unreached } from "./api.js";
import { copyOf, fill } from "./page.js";

const PAUSE_MS = 250;
const SCRIPT_OF_WORDS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Two characters, or one where one character is a name ("李"). */
export function isEnough(words) {
  return [...words.trim()].length >= (SCRIPT_OF_WORDS.test(words) ? 1 : 2);
}

export function createSearch({ input, list, message, chosen, template, texts, search, categoryName, mayPrint, onAdmit, onPrint }) {
  let timer = null;
  let asked = null;
  let person = null;

  input.addEventListener("input", () => {
    clearTimeout(timer);
    asked?.abort();
    back();
    if (!isEnough(input.value)) return show([], "");
    timer = setTimeout(ask, PAUSE_MS);
  });
  input.form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    if (isEnough(input.value)) ask();
    else show([], texts("search.more"));
  });
  chosen.querySelector("[data-act=admit]").addEventListener("click", () => {
    const { registration } = person;
    input.value = "";
    back();
    show([], "");
    onAdmit(registration);
  });
  chosen.querySelector("[data-act=print]").addEventListener("click", () => onPrint(person.registration));
  chosen.querySelector("[data-act=back]").addEventListener("click", () => {
    back();
    input.focus();
  });

  async function ask() {
    asked?.abort();
    const mine = (asked = new AbortController());
    try {
      const { results } = await search(input.value.trim(), mine.signal);
      if (mine === asked) show(results, results.length ? texts("search.found", { count: results.length }) : texts("search.none"));
    } catch (error) {
      if (mine.signal.aborted) return;
      show([], texts(error instanceof Unreached ? "search.unreached" : "search.refused"));
    }
  }

  function show(results, words) {
    message.textContent = words;
    list.replaceChildren(...results.map(rowOf));
  }

  function rowOf(found) {
    const row = describe(copyOf(template), found);
    row.querySelector("button").addEventListener("click", () => choose(found));
    return row;
  }

  function describe(element, found) {
    element.dataset.state = found.state;
    Object.assign(element.querySelector("[data-slot=name]"), { lang: found.lang ?? "", dir: found.dir || "auto" });
    return fill(element, {
      name: found.name,
      second: found.second,
      organisation: found.organisation,
      tail: texts("code.tail", { tail: found.tail }),
      category: categoryName(found.category),
      state: texts(`found.${found.state}`),
      note: texts.find(`reason.${found.note}`) || found.note,
    });
  }

  function choose(found) {
    person = found;
    describe(chosen, found);
    const admit = chosen.querySelector("[data-act=admit]");
    admit.hidden = found.state !== "expected";
    chosen.querySelector("[data-act=print]").hidden = !mayPrint() || found.state === "not_admissible";
    chosen.hidden = false;
    list.hidden = true;
    (admit.hidden ? chosen.querySelector("[data-act=back]") : admit).focus();
  }

  function back() {
    person = null;
    chosen.hidden = true;
    list.hidden = false;
  }
}
