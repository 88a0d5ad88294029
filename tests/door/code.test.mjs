import assert from "node:assert/strict";
import { test } from "node:test";
import { codeFromTyped, codeFromWedge, isCode, pairCodeIn } from "../../static/door/code.js";

const CODE = "T4EXBGTA5NEP2E94DX7ZFG39RXF4Y"; // as the server makes them

test("a code is T, 26 characters of the alphabet without I, L, O and U, and two check characters", () => {
  assert.equal(isCode(CODE), true);
  for (const wrong of [CODE.slice(1), `${CODE}V`, CODE.replace("T", "S"), CODE.replace("A", "I"), CODE.toLowerCase(), `${CODE}\n`, ""]) {
    assert.equal(isCode(wrong), false, JSON.stringify(wrong));
  }
});

test("one wrong character and two swapped neighbours are noticed", () => {
  for (let place = 1; place < CODE.length - 1; place += 1) {
    const wrong = CODE[place] === "0" ? "1" : "0";
    assert.equal(isCode(CODE.slice(0, place) + wrong + CODE.slice(place + 1)), false, `character ${place}`);
    const swapped = CODE.slice(0, place) + CODE[place + 1] + CODE[place] + CODE.slice(place + 2);
    assert.equal(isCode(swapped), swapped === CODE, `neighbours ${place}`);
  }
});

test("typed codes are mended: case, spaces, dashes, letters that look like digits", () => {
  assert.equal(codeFromTyped(" to1z3 4567-89abcdefghjkmnpqrstu "), "T01Z3456789ABCDEFGHJKMNPQRSTV");
  assert.equal(codeFromTyped("tOoIiLl"), "T001111");
  assert.equal(codeFromTyped("Ｔ１２"), "T12", "full-width keyboards");
  assert.equal(codeFromTyped("–"), "");
});

test("a hand scanner's mark before the code is dropped, another barcode stays whole", () => {
  assert.equal(codeFromWedge(`Q1${CODE}`), CODE);
  assert.equal(codeFromWedge("4006381333931"), "4006381333931");
});

test("the code that makes a door is found in the organiser's address and in what was typed", () => {
  assert.equal(pairCodeIn("https://example.org/door/#p=ABCD1234"), "ABCD1234");
  assert.equal(pairCodeIn("https://example.org/door/?lang=ru#p=ABCD1234"), "ABCD1234");
  assert.equal(pairCodeIn(" abcd-i234 "), "ABCD1234");
  for (const none of ["", "ABC", CODE, "https://example.org/door/", "https://example.org/#q=ABCD1234"]) assert.equal(pairCodeIn(none), "");
});
