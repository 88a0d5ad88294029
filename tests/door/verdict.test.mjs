import assert from "node:assert/strict";
import { test } from "node:test";
import { SIGNALS } from "../../static/door/signals.js";
import { createVerdict } from "../../static/door/verdict.js";

const GREETING = { word: "Welcome!", title: "Ada" };

/** A verdict on a page of which only the words are looked at; `pass(ms)`: time goes by. */
function shown(t) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const slots = {};
  const part = (name) => (slots[name] ??= { setAttribute() {}, querySelector: part });
  const root = { dataset: {} };
  const box = { dataset: {}, style: { setProperty() {} }, querySelector: part };
  const verdict = createVerdict({ root, box, texts: (key) => key });
  verdict.show("in", GREETING, 0);
  return { verdict, root, detail: () => part('[data-slot="detail"]').textContent, pass: (ms) => t.mock.timers.tick(ms) };
}

test("a verdict goes by itself after its time", (t) => {
  const { root, pass } = shown(t);
  pass(SIGNALS.in.stay - 1);
  assert.equal(root.dataset.verdict, "in");
  pass(1);
  assert.equal(root.dataset.verdict, "");
});

test("a greeting that waits for the printer stays, and what the printer says can be read as long", (t) => {
  const { verdict, root, detail, pass } = shown(t);
  verdict.hold();
  pass(10 * SIGNALS.in.stay);
  assert.equal(root.dataset.verdict, "in");
  verdict.add("Your badge is coming");
  assert.equal(detail(), "Your badge is coming");
  pass(SIGNALS.in.stay - 1);
  assert.equal(root.dataset.verdict, "in");
  pass(1);
  assert.equal(root.dataset.verdict, "");
});

test("what comes after the verdict is gone shows nothing", (t) => {
  const { verdict, root, detail, pass } = shown(t);
  pass(SIGNALS.in.stay);
  verdict.add("Your badge is coming");
  assert.deepEqual([root.dataset.verdict, detail()], ["", ""]);
});
