import assert from "node:assert/strict";
import { test } from "node:test";
import { codeFromTyped, codeFromWedge, isCode } from "../../static/door/code.js";

const CODE = "T0123456789ABCDEFGHJKMNPQRSTV";

test("a code is T and 28 characters of the alphabet without I, L, O and U", () => {
  assert.equal(isCode(CODE), true);
  for (const wrong of [CODE.slice(1), `${CODE}V`, CODE.replace("T", "S"), CODE.replace("A", "I"), CODE.toLowerCase(), `${CODE}\n`, ""]) {
    assert.equal(isCode(wrong), false, JSON.stringify(wrong));
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
