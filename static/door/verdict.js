/**
 * The result owns the screen: colour, shape, one word, the name. Nothing to press: the next badge replaces it.
 * The colours hang on `data-verdict` of the whole page; the box is a live region, so a screen reader says it at once.
 */

import { fill, setIcon } from "./page.js";
import { SIGNALS } from "./signals.js";

const ASKING_AFTER_MS = 250; // most answers are there sooner; a flicker would only unsettle
const EMPTY = { word: "", title: "", subtitle: "", pickup: "", detail: "", category: "" };
const COLOUR = /^#[0-9a-f]{6}$/i;

export function createVerdict({ root, box, texts, onClear = () => {} }) {
  let timer = null;

  function paint(verdict, { word, title, lang = "", dir = "auto", subtitle, pickup, detail, category } = {}) {
    clearTimeout(timer);
    root.dataset.verdict = verdict;
    setIcon(box.querySelector("svg"), `shape-${verdict}`);
    fill(box, { word, title, subtitle, pickup, detail, category: category?.word });
    Object.assign(box.querySelector("[data-slot=title]"), { lang, dir });
    box.style.setProperty("--category", COLOUR.test(category?.colour ?? "") ? category.colour : "transparent");
    stay();
  }

  function stay() {
    clearTimeout(timer);
    const { stay: ms } = SIGNALS[root.dataset.verdict];
    if (ms) timer = setTimeout(clear, ms);
  }

  function clear() {
    clearTimeout(timer);
    if (!root.dataset.verdict) return;
    root.dataset.verdict = "";
    fill(box, EMPTY);
    onClear();
  }

  return {
    clear,
    asking() {
      clearTimeout(timer);
      timer = setTimeout(() => paint("asking", { word: texts("word.asking") }), ASKING_AFTER_MS);
    },
    /** What is shown stays until there is one sentence more about it. */
    hold: () => clearTimeout(timer),
    /** One sentence more about what is shown, while it is; long enough to be read. */
    add(detail) {
      if (!root.dataset.verdict) return;
      fill(box, { detail });
      stay();
    },
    show(verdict, answer, seenAt = performance.now()) {
      paint(verdict, { ...answer, word: answer.word || texts(`word.${verdict}`) });
      box.dataset.tookMs = Math.round(performance.now() - seenAt); // frame to verdict, for whoever measures
    },
  };
}
