import assert from "node:assert/strict";
import { test } from "node:test";
import { restored, withScan, withUndone } from "../../static/door/recent.js";
import { isUndoable } from "../../static/door/words.js";

const row = (id) => ({ scan: { scan_id: id }, verdict: "in" });

test("the newest scan leads, ten are kept, the same scan stands once", () => {
  let rows = [];
  for (let index = 0; index < 12; index += 1) rows = withScan(rows, row(`s${index}`));
  rows = withScan(rows, row("s5"));
  assert.deepEqual(rows.map(({ scan }) => scan.scan_id), ["s5", "s11", "s10", "s9", "s8", "s7", "s6", "s4", "s3", "s2"]);
});

test("an undone scan stays listed as undone", () => {
  assert.deepEqual(withUndone([row("a"), row("b")], "b"), [row("a"), { ...row("b"), verdict: "undone", isUndone: true }]);
});

test("after a pause, names stay known, and what was undone stays undone", () => {
  const kept = [{ scan_id: "u", kind: "undo", ref: "a" }, { scan_id: "b", kind: "entry" }, { scan_id: "a", kind: "entry" }];
  const named = { ...row("a"), title: "Ада" };
  const rows = restored([named], kept, (scan) => ({ scan, verdict: "in", title: "" }));
  assert.deepEqual(rows.map(({ scan, title, verdict }) => [scan.scan_id, title, verdict]), [["b", "", "in"], ["a", "Ада", "undone"]]);
});

test("five minutes long, and only what let somebody in or out, can be undone", () => {
  const scan = { outcome: "admit", kind: "entry", time: 1000 };
  assert.equal(isUndoable(scan, 1000 + 299_999), true);
  assert.equal(isUndoable(scan, 1000 + 300_000), false);
  assert.equal(isUndoable({ ...scan, outcome: "deny" }, 1000), false);
  assert.equal(isUndoable({ ...scan, kind: "undo" }, 1000), false);
});
