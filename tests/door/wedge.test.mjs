import assert from "node:assert/strict";
import { test } from "node:test";
import { CODE_KEYS, GAP_MS, KeyBurst, STRAY_KEYS, characterAt, createWedge } from "../../static/door/wedge.js";

const CODE = "TYZQAWM0123456789BCDEFGHJKNPR";
const place = (character) => (/\d/.test(character) ? `Digit${character}` : `Key${character}`);
const key = (code, at, more = {}) => ({ code, key: "?", timeStamp: at, ...more });

/** What the burst ends in when `text` is typed `gap` ms a key and ended by `end`. */
function typed(text, { gap = 10, end = "Enter", isTyping = false, more = () => ({}), burst = new KeyBurst() } = {}) {
  const keys = [...text].map((character, index) => key(place(character), index * gap, more(character)));
  return [...keys, key(end, text.length * gap, { key: end })].map((event) => burst.take(event, isTyping)).at(-1);
}

test("the place of the key counts, whatever the keyboard's language makes of it", () => {
  const german = { Y: "z", Z: "y" };
  const french = { Q: "a", A: "q", W: "z", Z: "w", M: ",", 0: "à", 1: "&", 2: "é", 3: '"' };
  for (const layout of [german, french, {}]) {
    assert.equal(typed(CODE, { more: (character) => ({ key: layout[character] ?? character.toLowerCase() }) }), CODE);
  }
});

test("number block, a key without a place, and keys that type nothing", () => {
  assert.equal(characterAt({ code: "Numpad7", key: "7" }), "7");
  assert.equal(characterAt({ code: "", key: "k" }), "K");
  assert.equal(characterAt({ code: "", key: "Unidentified" }), "");
  assert.equal(characterAt({ code: "Minus", key: "ß" }), "");
});

test("Enter, the number block's Enter and Tab end a scan", () => {
  for (const end of ["Enter", "NumpadEnter", "Tab"]) assert.equal(typed(CODE, { end }), CODE);
});

test("shift between the keys, as scanners send it, breaks nothing", () => {
  const burst = new KeyBurst();
  [...CODE].forEach((character, index) => {
    burst.take(key("ShiftLeft", index * 10, { key: "Shift" }));
    burst.take(key(place(character), index * 10 + 2, { shiftKey: true }));
  });
  assert.equal(burst.take(key("Enter", CODE.length * 10)), CODE);
});

test("a person's typing is no scan", () => {
  assert.equal(typed(CODE, { gap: GAP_MS }), "");
  assert.equal(typed("SMITH", { gap: 40 }), "", "too few keys to be a barcode");
  assert.equal(typed("A".repeat(CODE_KEYS - 1), { isTyping: true }), "", "a quick typist in the search field");
});

test("a late Enter is a person's", () => {
  const burst = new KeyBurst();
  [...CODE].forEach((character, index) => burst.take(key(place(character), index * 10)));
  assert.equal(burst.take(key("Enter", CODE.length * 10 + GAP_MS)), "");
});

test("a shop's barcode is caught outside text fields, so that its Enter presses no button", () => {
  assert.equal(typed("4006381333931"), "4006381333931");
  assert.equal(typed("1".repeat(STRAY_KEYS - 1)), "");
});

test("shortcuts and a key held down are no scan", () => {
  assert.equal(typed(CODE, { more: (character) => ({ ctrlKey: character === "M" }) }), "0123456789BCDEFGHJKNPR");
  assert.equal(typed("A".repeat(30), { more: () => ({ repeat: true }) }), "");
});

test("two scans follow each other", () => {
  const burst = new KeyBurst();
  assert.equal(typed(CODE, { burst }), CODE);
  assert.equal(typed(CODE, { burst }), CODE);
});

/** A page of which nothing has the focus; `press` types on it as a hand scanner does. */
function page() {
  const listeners = [];
  globalThis.document = { activeElement: null };
  globalThis.HTMLTextAreaElement = globalThis.HTMLInputElement = class {};
  let at = 0;
  const more = { preventDefault() {}, stopImmediatePropagation() {} };
  return {
    addEventListener: (_name, listener) => listeners.push(listener),
    press(text) {
      for (const code of [...[...text].map(place), "Enter"]) listeners.forEach((listener) => listener(key(code, (at += 10), { ...more, key: code })));
    },
  };
}

test("a code read before anybody can judge it waits, the last one only and once", () => {
  const target = page();
  const wedge = createWedge(target);
  target.press("1".repeat(STRAY_KEYS));
  target.press(CODE);
  assert.equal(wedge.take(), CODE);
  assert.equal(wedge.take(), "");
});

test("a code that was judged does not wait, and ends the waiting of an older one", () => {
  const target = page();
  const wedge = createWedge(target);
  const judged = [];
  target.press("1".repeat(STRAY_KEYS));
  wedge.onScan = (text) => judged.push(text);
  target.press(CODE);
  assert.deepEqual(judged, [CODE]);
  assert.equal(wedge.take(), "");
});
