import assert from "node:assert/strict";
import { test } from "node:test";
import { isEnough } from "../../static/door/search.js";

test("two letters are enough, and one where one character is a name", () => {
  for (const words of ["Ng", "Ли", "李", " 金 ", "山田"]) assert.equal(isEnough(words), true, words);
  for (const words of ["", " ", "a", "Ө", " a "]) assert.equal(isEnough(words), false, words);
});
