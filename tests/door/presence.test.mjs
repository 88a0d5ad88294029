import assert from "node:assert/strict";
import { test } from "node:test";
import { hasExpired } from "../../static/door/rules/lease.js";
import { presenceOf } from "../../static/door/rules/presence.js";

const points = { main: { kind: "entrance", policy: "once" }, day: { kind: "day", policy: "once_per_day" }, room: { kind: "room", policy: "reentry" }, hall: { kind: "room", policy: "reentry" } };
const settings = { points, zone: "Asia/Bishkek", rehearsal: false, device: "Entrance A" };
const own = (id, time, point, kind = "entry", more = {}) => ({ scan_id: id, time, point, kind, outcome: "admit", reason: "", ...more });
const entered = (point, at, device = "Entrance B") => ({ point, inside: true, first: { at, device }, last: { at, device, kind: "entry" } });
const DAY = 86_400_000;

test("the server's word stands alone", () => {
  const { main } = presenceOf([entered("main", 100)], [], settings);
  assert.equal(main.inside, true);
  assert.equal(main.first.device, "Entrance B");
  assert.equal(main.first.at, 100);
});

test("what was scanned here counts at once, under this phone's name", () => {
  const { main } = presenceOf([], [own("a", 100, "main")], settings);
  assert.deepEqual(main, { inside: true, first: { at: 100, scan: "a", device: "Entrance A" }, last: { at: 100, scan: "a", kind: "entry", device: "Entrance A" } });
});

test("an undo takes back an own scan that the server has told of meanwhile", () => {
  const scans = [own("a", 100, "main"), own("u", 150, "main", "undo", { ref: "a" })];
  assert.equal(presenceOf([entered("main", 100, "Entrance A")], scans, settings).main, undefined);
});

test("entering another room here leaves the one where the server saw the person", () => {
  const { room, hall } = presenceOf([entered("room", 100)], [own("a", 200, "hall")], settings);
  assert.deepEqual([room.inside, hall.inside], [false, true]);
  assert.equal(room.last.at, 200);
});

test("leaving where the server saw somebody enter", () => {
  const { room } = presenceOf([entered("room", 100)], [own("a", 200, "room", "exit")], settings);
  assert.equal(room.inside, false);
  assert.equal(room.first.device, "Entrance B");
});

test("days that the server knows of are kept beside today's", () => {
  const row = { point: "day", inside: true, first: { at: 0, device: "B" }, last: { at: 2 * DAY, device: "B", kind: "entry" }, days: ["1970-01-01", "1970-01-02", "1970-01-03"] };
  assert.deepEqual(presenceOf([row], [own("a", 3 * DAY, "day")], settings).day.days, ["1970-01-01", "1970-01-02", "1970-01-03", "1970-01-04"]);
});

test("a rehearsal begins with nobody inside, whoever is", () => {
  assert.deepEqual(presenceOf([entered("main", 100)], [], { ...settings, rehearsal: true }), {});
});

test("what was rehearsed counts in a rehearsal only", () => {
  const scans = [own("a", 100, "main", "entry", { rehearsal: true })];
  assert.equal(presenceOf([], scans, settings).main, undefined);
  assert.equal(presenceOf([], scans, { ...settings, rehearsal: true }).main.inside, true);
});

test("a list dies at its end, and after three days of silence", () => {
  const hours = 3_600_000;
  assert.equal(hasExpired({ expiresAt: 100 * hours, lastContact: 90 * hours }, 99 * hours), false);
  assert.equal(hasExpired({ expiresAt: 100 * hours, lastContact: 90 * hours }, 100 * hours), true);
  assert.equal(hasExpired({ expiresAt: 1000 * hours, lastContact: 90 * hours }, 162 * hours), true);
  assert.equal(hasExpired({ expiresAt: null, lastContact: 90 * hours }, 161 * hours), false);
});
