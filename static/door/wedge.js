/**
 * Hand scanners that type like a keyboard.
 *
 * They send the key positions of an American keyboard, and a computer set to German or French would turn them into other
 * letters. So the position is read (KeyboardEvent.code), not the letter; only where the letters are one of our codes, which
 * its check characters tell, and the positions are not, the scanner is set to the computer's own language. A burst of quick
 * keys ended by Enter or Tab is a scan; a person's typing is slower. Where a radio link held the first keys back, the check
 * characters tell what belongs together: that is decided at the end, so no typed word waits for it. Works with the focus
 * anywhere and leaves no trace in a focused text field.
 */

import { codeFromWedge, isCode } from "./code.js";

export const GAP_MS = 80;
export const STUTTER_MS = 400; // a radio link may hold keys back, once so many came quickly that no person typed them
export const CODE_KEYS = 20; // this many quick keys are a scan wherever the focus is
export const STRAY_KEYS = 8; // outside a text field so few already are: a foreign barcode must not press a focused button

const ENDS = new Set(["Enter", "NumpadEnter", "Tab"]);
const MODIFIERS = new Set(["Shift", "CapsLock", "AltGraph", "NumLock"]);

/** The character at a key's place on an American keyboard, else the one it types; "" for no letter or digit. */
export function characterAt({ code, key }) {
  const place = /^(?:Key([A-Z])|Digit([0-9])|Numpad([0-9]))$/.exec(code ?? "");
  // some phones' scanners name no key place, and the French M is where Americans have no letter
  return place ? (place[1] ?? place[2] ?? place[3]) : letterOf(key);
}

function letterOf(key) {
  return /^[0-9A-Za-z]$/.test(key ?? "") ? key.toUpperCase() : "";
}

/** Collects keys of one burst; knows nothing of the page. */
export class KeyBurst {
  #earlier = []; // runs of keys that a pause shorter than STUTTER_MS parts from what follows
  #run = emptyRun();
  #last = -Infinity;

  /** Keys so far, those of earlier runs as well. */
  get length() {
    return joined([...this.#earlier, this.#run]).text.length;
  }

  /** Takes one keydown: "" for nothing, or the burst that this key ended. */
  take(event, isTyping = false) {
    const pause = event.timeStamp - this.#last;
    const isQuick = pause < (this.#run.text.length < STRAY_KEYS ? GAP_MS : STUTTER_MS);
    if (MODIFIERS.has(event.key)) {
      if (isQuick) this.#last = event.timeStamp;
      return "";
    }
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return this.#drop();
    if (ENDS.has(event.code) || ENDS.has(event.key)) {
      const isScan = isQuick && this.#run.text.length >= (isTyping ? CODE_KEYS : STRAY_KEYS);
      const text = isScan ? this.#whole() : "";
      this.#drop();
      return text;
    }
    const character = characterAt(event);
    if (!character) return this.#drop();
    if (!isQuick) this.#part(pause);
    this.#run = joined([this.#run, { text: character, typed: letterOf(event.key) || "?" }]);
    this.#last = event.timeStamp;
    return "";
  }

  /** A pause ends the run; what came before a short one may yet be the beginning of a code. */
  #part(pause) {
    this.#earlier = pause < STUTTER_MS ? [...this.#earlier, this.#run] : [];
    this.#run = emptyRun();
  }

  /** The last run, or with as many of the earlier ones as make it a code; nothing is put together that is none. */
  #whole() {
    for (let from = this.#earlier.length; from >= 0; from -= 1) {
      const { text, typed } = joined([...this.#earlier.slice(from), this.#run]);
      if (isCode(codeFromWedge(text))) return text;
      if (isCode(codeFromWedge(typed))) return typed;
    }
    return this.#run.text;
  }

  #drop() {
    this.#earlier = [];
    this.#run = emptyRun();
    this.#last = -Infinity;
    return "";
  }
}

/** Quick keys: by their places, and by the letters they type. */
function emptyRun() {
  return { text: "", typed: "" };
}

function joined(runs) {
  return { text: runs.map(({ text }) => text).join(""), typed: runs.map(({ typed }) => typed).join("") };
}

const isTextField = (element) => element instanceof HTMLTextAreaElement ||
  (element instanceof HTMLInputElement && /^(text|search|tel|email|url|number|password)$/.test(element.type));

/** Listens on the whole window before any field or button does; `onScan(text)` for every burst. */
export function listenForWedge(onScan, target = window) {
  const burst = new KeyBurst();
  let before = []; // the focused field as it was before each key of the burst
  target.addEventListener("keydown", (event) => {
    const field = isTextField(document.activeElement) ? document.activeElement : null;
    const value = field?.value;
    const text = burst.take(event, field !== null);
    if (!text) {
      if (!MODIFIERS.has(event.key)) before = [...before.slice(0, burst.length - 1), { field, value }];
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const start = before.at(-text.length);
    before = [];
    if (field && start.field === field) {
      field.value = start.value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    onScan(text);
  }, { capture: true });
}

/**
 * A hand scanner that is heard from the first moment, also while the page still opens: the last code waits for `take()`.
 * Whoever can judge codes sets `onScan`, which answers false as long as it cannot.
 */
export function createWedge(target = window) {
  let early = "";
  const wedge = {
    onScan: () => false,
    take() {
      const text = early;
      early = "";
      return text;
    },
  };
  listenForWedge((text) => (early = wedge.onScan(text) === false ? text : ""), target);
  return wedge;
}
