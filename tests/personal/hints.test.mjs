import assert from "node:assert/strict";
import { test } from "node:test";
import { hints, minutesBetween } from "../../static/js/mine/hints.js";

const WAYS = { room: 5, building: 15, buildings: { A: "East", B: "East", C: "West" } };
const minutes = (count) => count * 60000;
const item = (name, start, end, room = "A", isCancelled = false) => ({ name, start: minutes(start), end: minutes(end), room, isCancelled });
const said = (items) => hints(items, WAYS).map(({ before, after, needed, given }) => [before.name, after.name, needed, given]);

test("ways within a room, a building, between buildings, and to where nobody knows", () => {
  assert.deepEqual([["A", "A"], ["A", "B"], ["A", "C"], ["A", ""], ["", "C"]].map(([here, there]) => minutesBetween(here, there, WAYS)), [0, 5, 15, 0, 0]);
});

test("what overlaps is said, what follows is not", () => {
  assert.deepEqual(said([item("b", 30, 90), item("a", 0, 60), item("c", 90, 120)]), [["a", "b", 0, null]]);
});

test("too little time to change rooms is said with both figures", () => {
  assert.deepEqual(said([item("a", 0, 60), item("b", 63, 90, "B"), item("c", 100, 120, "C")]), [["a", "b", 5, 3], ["b", "c", 15, 10]]);
});

test("cancelled sessions are in nobody's way", () => {
  assert.deepEqual(said([item("a", 0, 60), item("b", 30, 90, "A", true)]), []);
});
