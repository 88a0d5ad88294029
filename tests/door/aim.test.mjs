import assert from "node:assert/strict";
import { test } from "node:test";
import { nearestToCentre } from "../../static/door/aim.js";

test("of two badges in the picture the one nearer to the middle is meant", () => {
  const near = { text: "near", x: 600, y: 300 };
  const far = { text: "far", x: 1200, y: 700 };
  assert.equal(nearestToCentre([far, near], 1280, 720), near);
  assert.equal(nearestToCentre([near, far], 1280, 720), near);
});

test("nothing in the picture is nothing meant", () => {
  assert.equal(nearestToCentre([], 1280, 720), null);
});
