import assert from "node:assert/strict";
import { test } from "node:test";
import { InView, JUST_MS, JustAdmitted, LEAVE_MS } from "../../static/door/repeat.js";

test("a badge held for a minute is one scan", () => {
  const view = new InView();
  const scans = Array.from({ length: 600 }, (_, index) => view.see("A", index * 100)).filter(Boolean);
  assert.equal(scans.length, 1);
});

test("it counts again only after it was out of view longer than the leave time", () => {
  const view = new InView();
  assert.equal(view.see("A", 0), true);
  assert.equal(view.see("A", LEAVE_MS), false, "blurred for a moment");
  assert.equal(view.see("A", 2 * LEAVE_MS + 1), true);
});

test("another badge counts at once, and the first stays held beside it", () => {
  const view = new InView();
  assert.deepEqual([view.see("A", 0), view.see("B", 10), view.see("A", 20), view.see("B", 30)], [true, true, false, false]);
});

test("a badge seen while the door is busy is not lost: a later frame takes it", () => {
  const view = new InView();
  assert.equal(view.see("A", 0, false), false);
  assert.equal(view.see("A", 50, true), true);
});

test("a badge held while the door is busy stays held", () => {
  const view = new InView();
  view.see("A", 0);
  for (let at = 0; at <= 2 * LEAVE_MS; at += 100) assert.equal(view.see("A", at, false), false);
  assert.equal(view.see("A", 2 * LEAVE_MS + 100, true), false);
});

test("admitted here a moment ago is told apart for ten seconds", () => {
  const just = new JustAdmitted();
  just.admitted("A", 0);
  assert.deepEqual([just.has("A", JUST_MS), just.has("A", JUST_MS + 1), just.has("B", 1)], [true, false, false]);
});
