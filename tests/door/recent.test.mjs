import assert from "node:assert/strict";
import { test } from "node:test";
import { withScan, withUndone } from "../../static/door/recent.js";

const scan = (id) => ({ scan_id: id, verdict: "in", undoable: true });

test("the newest scan leads, ten are kept, the same scan stands once", () => {
  let scans = [];
  for (let index = 0; index < 12; index += 1) scans = withScan(scans, scan(`s${index}`));
  scans = withScan(scans, scan("s5"));
  assert.deepEqual(scans.map(({ scan_id: id }) => id), ["s5", "s11", "s10", "s9", "s8", "s7", "s6", "s4", "s3", "s2"]);
});

test("an undone scan stays listed as undone and cannot be undone again", () => {
  assert.deepEqual(withUndone([scan("a"), scan("b")], "b"), [scan("a"), { scan_id: "b", verdict: "undone", undoable: false }]);
});
