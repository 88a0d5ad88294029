import assert from "node:assert/strict";
import { test } from "node:test";
import { isCode } from "../../static/door/code.js";
import { CODE_KEYS, GAP_MS, KeyBurst, STRAY_KEYS, STUTTER_MS, characterAt, createWedge, listenForWedge } from "../../static/door/wedge.js";

const CODE = "TYZQAWM0123456789BCDEFGHJKNPR";
const LETTERS = [..."0123456789ABCDEFGHJKMNPQRSTVWXYZ"];
const REAL = LETTERS.flatMap((one) => LETTERS.map((two) => `T7YZQAWM0123456789BCDEFGHJK${one}${two}`)).find(isCode);
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

test("a scanner that is set to the keyboard's own language presses other places: then the letters count", () => {
  const french = { A: "KeyQ", Q: "KeyA", Z: "KeyW", W: "KeyZ", M: "Semicolon" };
  const german = { Y: "KeyZ", Z: "KeyY" };
  for (const places of [french, german]) {
    const burst = new KeyBurst();
    const keys = [...REAL].map((character) => [places[character] ?? place(character), character]);
    const ends = [...keys, ["Enter", "Enter"]].map(([at, typedAs], index) => burst.take(key(at, index * 10, { key: typedAs })));
    assert.equal(ends.at(-1), REAL);
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

test("shift and letter are a key each: a slow scanner has its time for both", () => {
  const burst = new KeyBurst();
  [...CODE].forEach((character, index) => {
    burst.take(key("ShiftLeft", index * 100, { key: "Shift" }));
    burst.take(key(place(character), index * 100 + 50, { shiftKey: true }));
  });
  assert.equal(burst.take(key("Enter", CODE.length * 100)), CODE);
});

test("a person's typing is no scan", () => {
  assert.equal(typed(CODE, { gap: GAP_MS }), "");
  assert.equal(typed("SMITH", { gap: 40 }), "", "too few keys to be a barcode");
  assert.equal(typed("A".repeat(CODE_KEYS - 1), { isTyping: true }), "", "a quick typist in the search field");
});

test("a late Enter is a person's", () => {
  const burst = new KeyBurst();
  [...CODE].forEach((character, index) => burst.take(key(place(character), index * 10)));
  assert.equal(burst.take(key("Enter", CODE.length * 10 + STUTTER_MS)), "");
});

/** The keys of `text`, with a pause before each of those at `pauseAt`. */
function stuttering(pauseAt, pause, { text = CODE, isTyping = false } = {}) {
  const burst = new KeyBurst();
  const pauses = [pauseAt].flat();
  const keys = [...[...text].map(place), "Enter"];
  const late = (index) => pauses.filter((at) => index >= at).length * pause;
  return keys.map((code, index) => burst.take(key(code, index * 10 + late(index), { key: code }), isTyping)).at(-1);
}

test("a scanner whose radio stutters is still a scanner, a hesitating person is none", () => {
  for (const pauseAt of [STRAY_KEYS, 15, CODE.length]) assert.equal(stuttering(pauseAt, GAP_MS + 100), CODE);
  assert.notEqual(stuttering(STRAY_KEYS - 1, GAP_MS + 100), CODE);
  assert.notEqual(stuttering(15, STUTTER_MS), CODE);
});

test("a scanner whose radio stutters at its first keys is heard whole: the check characters tell what belongs together", () => {
  for (const pauseAt of [1, 4, STRAY_KEYS - 1, [1, 2], [3, 7]]) {
    for (const pause of [GAP_MS, 200]) {
      for (const isTyping of [false, true]) assert.equal(stuttering(pauseAt, pause, { text: REAL, isTyping }), REAL);
    }
  }
  assert.equal(stuttering(4, GAP_MS, { text: `Q1${REAL}` }), `Q1${REAL}`, "with the mark of its symbology");
});

test("keys from before a long pause, and a code that a person types, are joined with nothing", () => {
  assert.notEqual(stuttering(4, STUTTER_MS, { text: REAL }), REAL);
  assert.equal(typed(REAL, { gap: GAP_MS, isTyping: true }), "");
});

test("the words that a person typed just before a stuttering scan stay in their field", () => {
  const scanned = [];
  const { addEventListener, strike, wait } = emptyPage();
  listenForWedge((text) => scanned.push(text), { addEventListener });
  const field = new HTMLInputElement();
  Object.assign(field, { type: "search", value: "", dispatchEvent() {} });
  document.activeElement = field;
  [...`OMUR${REAL}`].forEach((character, index) => {
    if (index <= 4 || index === 9) wait(GAP_MS + 20);
    strike(place(character));
    field.value += character;
  });
  strike("Enter", { key: "Enter" });
  assert.deepEqual(scanned, [REAL]);
  assert.equal(field.value, "OMUR");
});

test("a focused field is left as it was, also by a scanner that presses shift before each letter", () => {
  const scanned = [];
  const type = page((text) => scanned.push(text));
  const field = new HTMLInputElement();
  Object.assign(field, { type: "search", value: "omur", dispatchEvent() {} });
  document.activeElement = field;
  for (const character of CODE) {
    type("ShiftLeft", { key: "Shift" });
    type(place(character));
    field.value += character;
  }
  type("Enter", { key: "Enter" });
  assert.deepEqual(scanned, [CODE]);
  assert.equal(field.value, "omur");
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

/** One key of a page that is listened to. */
function page(onScan) {
  const { addEventListener, strike } = emptyPage();
  listenForWedge(onScan, { addEventListener });
  return strike;
}

/** A page of which nothing has the focus; `press` types on it as a hand scanner does. */
function emptyPage() {
  const listeners = [];
  globalThis.document = { activeElement: null };
  globalThis.HTMLTextAreaElement = class {};
  globalThis.HTMLInputElement = class {};
  let at = 0;
  const more = { preventDefault() {}, stopImmediatePropagation() {} };
  const strike = (code, also = {}) => listeners.forEach((listener) => listener(key(code, (at += 10), { ...more, ...also })));
  return {
    addEventListener: (_name, listener) => listeners.push(listener),
    strike,
    wait: (pause) => (at += pause),
    press(text) {
      for (const code of [...[...text].map(place), "Enter"]) strike(code, { key: code });
    },
  };
}

test("a code read before anybody can judge it waits, the last one only and once", () => {
  const target = emptyPage();
  const wedge = createWedge(target);
  target.press("1".repeat(STRAY_KEYS));
  target.press(CODE);
  assert.equal(wedge.take(), CODE);
  assert.equal(wedge.take(), "");
});

test("a code that was judged does not wait, and ends the waiting of an older one", () => {
  const target = emptyPage();
  const wedge = createWedge(target);
  const judged = [];
  target.press("1".repeat(STRAY_KEYS));
  wedge.onScan = (text) => judged.push(text);
  target.press(CODE);
  assert.deepEqual(judged, [CODE]);
  assert.equal(wedge.take(), "");
});
