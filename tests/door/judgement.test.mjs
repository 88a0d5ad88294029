import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal, Unreached } from "../../static/door/api.js";
import { QUICK_MS } from "../../static/door/contact.js";
import { Judgement } from "../../static/door/judgement.js";
import { givenBack, held, lent, shared, usedOne } from "../../static/door/rules/seats.js";
import { memoryStore } from "./store.mjs";

const NOW = Date.parse("2027-05-27T09:00:00+06:00");
const MAIN = { code: "main", kind: "entrance", policy: "once", strict: false };
const ROOM = { code: "room", kind: "room", policy: "reentry", strict: true, grace_minutes: 10, agenda: [{ slot: 7, starts_at: NOW, ends_at: NOW + 3_600_000, signup: true }] };
const RECORDS = { A: { l: "A", s: "ok", p: { main: null, room: null }, n: [7], c: "sealed" } };

function door({ server = null, isQuick = server !== null, point = MAIN, kind = "entry", loans = {}, rehearsal = false, rows = [], records = RECORDS } = {}) {
  const store = memoryStore({ records, rows });
  const questions = [];
  const doing = { config: { event: { zone: "Asia/Bishkek", salt: "s" }, device: { name: "Entrance A" }, points: [MAIN, ROOM], rehearsal }, point, kind, expired: false, loans };
  let ids = 0;
  let time = NOW;
  const judgement = new Judgement({
    store, doing: () => doing, onLoans: (paid) => (doing.loans = paid), newId: () => `id${(ids += 1)}`,
    api: { async scan(question, patience) { questions.push({ question, patience, kept: store.scans.length }); if (server instanceof Error) throw server; return server; } },
    contact: { isQuick }, clock: { read: () => ({ device_time: (time += 1), offset: 0 }), kept: () => ({ last: time }) },
    keys: async (code) => ({ lookup: code, open: async (sealed) => ({ name: `${sealed} name` }) }),
  });
  return { judgement, store, questions, doing };
}

test("online, the server decides and is told the code; what is kept holds neither code nor name", async () => {
  const server = { decision: { outcome: "deny", reason: "already", first: { at: 1, device: "B" } }, person: { name: "Ада" }, counts: { inside: 3 } };
  const { judgement, store, questions } = door({ server });
  const { scan, told } = await judgement.decide({ code: "A", via: "camera" });
  assert.deepEqual(questions[0].question, { scan_id: "id1", device_time: NOW + 1, offset: 0, point: "main", lookup: "A", kind: "entry", via: "camera", rehearsal: false, code: "A" });
  assert.deepEqual([scan.outcome, scan.reason, scan.by, told.person.name, told.first.device], ["deny", "already", "server", "Ада", "B"]);
  assert.deepEqual(Object.keys(store.scans[0]).filter((name) => ["code", "person", "first", "counts"].includes(name)), []);
});

test("without an answer in time this phone decides, under the same id", async () => {
  const { judgement, store, questions } = door({ server: new Unreached() });
  const { scan, told } = await judgement.decide({ code: "A", via: "camera" });
  assert.equal(questions.length, 1);
  assert.deepEqual([scan.scan_id, scan.outcome, scan.by, told.person.name], ["id1", "admit", "device", "sealed name"]);
  assert.equal(store.scans.length, 1);
});

test("a request that the server cannot take is decided here", async () => {
  const { scan } = await door({ server: new Refusal(409, { code: "scan_id_reused" }) }).judgement.decide({ code: "A", via: "camera" });
  assert.equal(scan.by, "device");
});

test("a phone that is no door any more lets nobody in", async () => {
  for (const status of [401, 403]) {
    const { judgement, store } = door({ server: new Refusal(status, {}) });
    await assert.rejects(judgement.decide({ code: "A", via: "camera" }), Refusal);
    assert.equal(store.scans.length, 0);
  }
});

test("offline, a badge that came in here is already in, under this phone's name; undone, it is not", async () => {
  const { judgement } = door();
  const first = await judgement.decide({ code: "A", via: "camera" });
  const { scan, told } = await judgement.decide({ code: "A", via: "camera" });
  assert.deepEqual([scan.reason, told.first.device, told.first.at], ["already", "Entrance A", first.scan.time]);
  await judgement.undo(first.scan);
  assert.equal((await judgement.decide({ code: "A", via: "camera" })).scan.outcome, "admit");
});

test("the server is not asked about a badge of which it has not heard everything", async () => {
  const { judgement, store, questions } = door({ server: { decision: { outcome: "admit", reason: "" }, person: null } });
  const { scan } = await judgement.decide({ code: "A", via: "camera" });
  await judgement.undo(scan);
  assert.equal((await judgement.decide({ code: "A", via: "camera" })).scan.by, "device");
  for (const kept of store.scans) delete kept.unsent;
  assert.equal((await judgement.decide({ code: "A", via: "camera" })).scan.by, "server");
  assert.equal(questions.length, 2);
});

test("foreseeing keeps nothing", async () => {
  const { judgement, store } = door();
  assert.equal((await judgement.foresee({ code: "A", via: "camera" })).scan.outcome, "admit");
  assert.equal(store.scans.length, 0);
});

test("a name can be found by the server only", async () => {
  await assert.rejects(door({ server: new Unreached(), isQuick: false }).judgement.decide({ registration: "R7", via: "search" }), Unreached);
});

test("who was found by name waits for a slow server, as nobody else can decide", async () => {
  const { judgement, questions } = door({ server: { decision: { outcome: "admit", reason: "" }, person: null }, isQuick: false });
  assert.equal((await judgement.decide({ registration: "R7", via: "search" })).scan.by, "server");
  assert.equal((await judgement.decide({ code: "A", via: "camera" })).scan.by, "device");
  assert.ok(questions[0].patience > QUICK_MS);
});

test("offline, a strict room is entered on lent seats until none is left; who is inside takes no second", async () => {
  const records = Object.fromEntries(["A", "B", "C"].map((l) => [l, { ...RECORDS.A, l }]));
  const { judgement, doing } = door({ point: ROOM, loans: { room: { lent: 2, returned: 0, used: 0 } }, records });
  const outcomes = [];
  for (const code of ["A", "B", "C", "A"]) {
    const { scan } = await judgement.decide({ code, via: "camera" });
    outcomes.push([scan.reason || scan.outcome, scan.seat ?? false, scan.slot]);
  }
  assert.deepEqual(outcomes, [["admit", true, 7], ["admit", true, 7], ["no_seat", false, 7], ["already", false, 7]]);
  assert.equal(held(doing.loans.room), 0);
});

test("online, a full room is entered on a seat that this phone was lent, until none is left", async () => {
  const records = Object.fromEntries(["A", "B"].map((l) => [l, { ...RECORDS.A, l }]));
  const server = { decision: { outcome: "deny", reason: "room_full" }, person: { name: "Ада" }, counts: { inside: 4 } };
  const { judgement, doing } = door({ server, point: ROOM, loans: { room: { lent: 1, returned: 0, used: 0 } }, records });
  const { scan, told } = await judgement.decide({ code: "A", via: "camera" });
  assert.deepEqual([scan.outcome, scan.reason, scan.by, scan.seat, told.person.name], ["admit", "", "device", true, "Ада"]);
  const second = (await judgement.decide({ code: "B", via: "camera" })).scan;
  assert.deepEqual([second.outcome, second.reason, second.seat], ["deny", "room_full", undefined]);
  assert.equal(held(doing.loans.room), 0);
});

test("a seat of the room that was chosen meanwhile is none of the one that was asked for", async () => {
  const { judgement, doing } = door({ server: {}, point: ROOM, loans: { hall: { lent: 1, returned: 0, used: 0 } } });
  judgement.api.scan = async () => {
    doing.point = { ...ROOM, code: "hall" };
    return { decision: { outcome: "deny", reason: "room_full" }, person: null };
  };
  assert.equal((await judgement.decide({ code: "A", via: "camera" })).scan.reason, "room_full");
});

test("two badges read in the same moment never take the same seat", async () => {
  const records = Object.fromEntries(["A", "B"].map((l) => [l, { ...RECORDS.A, l }]));
  const { judgement, store } = door({ point: ROOM, loans: { room: { lent: 1, returned: 0, used: 0 } }, records });
  const both = await Promise.all(["A", "B"].map((code) => judgement.decide({ code, via: "camera" })));
  assert.deepEqual(both.map(({ scan }) => scan.reason).sort(), ["", "no_seat"]);
  assert.equal(store.scans.filter(({ seat }) => seat).length, 1);
});

test("seats beyond this phone's share go back, so that other doors have them", () => {
  const loans = { room: { lent: 10, returned: 1, used: 4 } };
  assert.deepEqual(shared(loans, { room: 2 }).room, { lent: 10, returned: 4, used: 4 });
  assert.equal(shared(loans, { room: 9 }), loans);
  assert.equal(shared(loans, undefined), loans);
});

test("seats: what is lent only rises, what goes back leaves the phone first", () => {
  const loans = lent({}, { room: 10 });
  assert.equal(held(lent(loans, { room: 4 }).room), 10, "an old answer takes nothing away");
  const used = { room: usedOne(loans.room) };
  assert.deepEqual(givenBack(used, "main").room, { lent: 10, returned: 9, used: 1 });
  assert.equal(held(givenBack(used, "main").room), 0);
  assert.deepEqual(givenBack(used, "room"), used);
});

test("a damaged record still judges its badge, only without a name", async () => {
  const { judgement } = door();
  judgement.keys = async (code) => ({ lookup: code, open: async () => { throw new DOMException("no", "OperationError"); } });
  const { scan, told } = await judgement.decide({ code: "A", via: "camera" });
  assert.deepEqual([scan.outcome, told.person], ["admit", null]);
});

test("what is rehearsed is marked so, and counts for nothing afterwards", async () => {
  const { judgement, doing } = door({ rehearsal: true });
  assert.equal((await judgement.decide({ code: "A", via: "camera" })).scan.rehearsal, true);
  assert.equal((await judgement.decide({ code: "A", via: "camera" })).scan.reason, "already");
  doing.config = { ...doing.config, rehearsal: false };
  assert.equal((await judgement.decide({ code: "A", via: "camera" })).scan.outcome, "admit");
});
