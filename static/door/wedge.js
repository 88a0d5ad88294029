/**
 * Hand scanners that type like a keyboard.
 *
 * They send the key positions of an American keyboard, and a computer set to German or French would turn them into other
 * letters. So the position is read (KeyboardEvent.code), not the letter; only where the letters are one of our codes, which
 * its check characters tell, and the positions are not, the scanner is set to the computer's own language. A burst of quick keys ended by Enter or Tab is
 * a scan; a person's typing is slower. Works with the focus anywhere and leaves no trace in a focused text field.
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
  #text = "";
  #typed = ""; // by the letters
  #last = -Infinity;

  get length() {
    return this.#text.length;
  }

  /** Takes one keydown: "" for nothing, or the burst that this key ended. */
  take(event, isTyping = false) {
    const isQuick = event.timeStamp - this.#last < (this.length < STRAY_KEYS ? GAP_MS : STUTTER_MS);
    if (MODIFIERS.has(event.key)) {
      if (isQuick) this.#last = event.timeStamp;
      return "";
    }
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return this.#drop();
    if (ENDS.has(event.code) || ENDS.has(event.key)) {
      const text = isCode(codeFromWedge(this.#typed)) && !isCode(codeFromWedge(this.#text)) ? this.#typed : this.#text;
      this.#drop();
      return isQuick && text.length >= (isTyping ? CODE_KEYS : STRAY_KEYS) ? text : "";
    }
    const character = characterAt(event);
    if (!character) return this.#drop();
    this.#text = isQuick ? this.#text + character : character;
    this.#typed = (isQuick ? this.#typed : "") + (letterOf(event.key) || "?");
    this.#last = event.timeStamp;
    return "";
  }

  #drop() {
    this.#text = this.#typed = "";
    this.#last = -Infinity;
    return "";
  }
}

const isTextField = (element) => element instanceof HTMLTextAreaElement ||
  (element instanceof HTMLInputElement && /^(text|search|tel|email|url|number|password)$/.test(element.type));

/** Listens on the whole window before any field or button does; `onScan(text)` for every burst. */
export function listenForWedge(onScan, target = window) {
  const burst = new KeyBurst();
  let before = null; // the focused field as it was when the burst began
  target.addEventListener("keydown", (event) => {
    const field = isTextField(document.activeElement) ? document.activeElement : null;
    const value = field?.value;
    const text = burst.take(event, field !== null);
    if (burst.length === 1 && !MODIFIERS.has(event.key)) before = field && { field, value };
    if (!text) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (before && before.field === field) {
      field.value = before.value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    before = null;
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
