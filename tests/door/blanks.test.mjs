import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal, Unreached } from "../../static/door/api.js";
import { Blanks } from "../../static/door/blanks.js";
import { Judgement } from "../../static/door/judgement.js";
import { keysOf } from "../../static/door/store/seal.js";
import { memoryStore } from "./store.mjs";

const NOW = Date.parse("2027-05-27T09:00:00+06:00");
const MAIN = { code: "main", kind: "entrance", policy: "once", strict: false };
const HALL = { code: "hall", kind: "room", policy: "reentry", strict: true };
const CATEGORIES = [{ code: "visitor", approval: false, opens: { main: null, hall: null } }, { code: "press", approval: true, opens: { main: null } }];
const ADA = { name: "Ада Lovelace", organisation: "Ministry", category: "visitor", language: "en", email: "" };
const BLANK = { l: "B", s: "blank", p: {}, c: "sealed" };

/** A phone; keys seal for the badge alone, as the real ones do, but so that a test can read it. */
function door({ server = null, point = MAIN, loans = {}, rehearsal = false, records = { B: BLANK } } = {}) {
  const store = memoryStore({ records });
  const sent = [];
  const doing = { config: { event: { zone: "Asia/Bishkek", salt: "s" }, device: { name: "Desk 1" }, points: [MAIN, HALL], categories: CATEGORIES, rehearsal }, point, kind: "entry", expired: false, loans };
  let count = 0;
  const keys = async (code) => ({ lookup: code, seal: async (value) => `for ${code}: ${btoa(encodeURIComponent(JSON.stringify(value)))}`, open: async (text) => (text === "sealed" ? { number: 17 } : JSON.parse(decodeURIComponent(atob(text.split(": ")[1])))) });
  const contact = { isQuick: server !== null };
  const api = { walkIn: async (body) => { sent.push(body); if (server instanceof Error) throw server; return server; }, scan: async () => { throw new Unreached(); } };
  const judgement = new Judgement({
    api, store, contact, doing: () => doing, onLoans: (paid) => (doing.loans = paid), newId: () => `scan${(count += 1)}`, keys,
    clock: { read: () => ({ device_time: NOW + count * 60_000, offset: 0 }), kept: () => ({}) },
  });
  const blanks = new Blanks({ api, store, contact, judgement, doing: () => doing, keys });
  const give = (person = ADA, id = "id") => blanks.give({ id, person, code: "B", via: "camera" });
  return { blanks, judgement, store, sent, doing, give };
}

test("without a server the badge is theirs at once, and what is kept names nobody", async () => {
  const { give, store } = door();
  const { scan, told } = await give();
  assert.deepEqual([scan.kind, scan.outcome, scan.by, scan.lookup, scan.walkin.id, told.person.name], ["walkin", "admit", "device", "B", "id", ADA.name]);
  assert.doesNotMatch(JSON.stringify(store.scans), /Ада|Lovelace|Ministry/);
});

test("scanned again it is their badge, with their name, already in", async () => {
  const { give, judgement } = door();
  await give();
  const { scan, told } = await judgement.decide({ code: "B", via: "camera" });
  assert.deepEqual([scan.outcome, scan.reason, told.person.name, told.person.org, told.first.device], ["deny", "already", ADA.name, "Ministry", "Desk 1"]);
});

test("given to Bob by a person who decided, the badge is in where Bob is, and no more where Ada was registered with it", async () => {
  const records = { B: BLANK };
  const { give, judgement, store } = door({ records });
  await give();
  const bob = { name: "Bob", organisation: "", category: "visitor", lang: "en" };
  records.B = { ...BLANK, s: "ok", p: { main: null }, n: [], c: `for B: ${btoa(encodeURIComponent(JSON.stringify(bob)))}` };
  const early = await judgement.decide({ code: "B", via: "camera" });
  assert.equal(early.scan.reason, "already", "until the server has heard of Ada, this phone knows better");
  store.scans.length = 1;
  delete store.scans[0].unsent;
  const { scan, told } = await judgement.decide({ code: "B", via: "camera" });
  assert.deepEqual([scan.outcome, scan.reason, told.person.name], ["admit", "", "Bob"]);
});

test("a badge is given once", async () => {
  const { give, store } = door();
  await give();
  assert.deepEqual(await give({ ...ADA, name: "Bob" }, "other"), { state: "taken" });
  assert.equal(store.scans.length, 1);
});

test("what the list calls something else is not given", async () => {
  for (const [record, state] of [[undefined, "unknown"], [{ ...BLANK, s: "void" }, "void"], [{ ...BLANK, s: "ok" }, "taken"]]) {
    const { give, store } = door({ records: record ? { B: record } : {} });
    assert.deepEqual(await give(), { state });
    assert.equal(store.scans.length, 0);
  }
});

test("who needs approval is kept, and not let in, here and at the next scan", async () => {
  const { give, judgement } = door();
  const { scan } = await give({ ...ADA, category: "press" });
  assert.deepEqual([scan.outcome, scan.reason], ["deny", "pending"]);
  const next = await judgement.decide({ code: "B", via: "camera" });
  assert.deepEqual([next.scan.reason, next.told.person.name], ["pending", ADA.name]);
});

test("a category that is gone is for a person to decide", async () => {
  const { scan } = await door().give({ ...ADA, category: "gone" });
  assert.equal(scan.reason, "pending");
});

test("in a strict room it takes a seat", async () => {
  const { give, doing } = door({ point: HALL, loans: { hall: { lent: 1, returned: 0, used: 0 } } });
  const { scan } = await give();
  assert.deepEqual([scan.outcome, scan.seat, doing.loans.hall.used], ["admit", true, 1]);
});

test("the server decides where it answers, under the same id", async () => {
  const { give, store, sent } = door({ server: { state: "confirmed", code: "B", blank: "given" } });
  const { answer } = await give();
  assert.equal(answer.state, "confirmed");
  assert.deepEqual(sent, [{ ...ADA, id: "id", blank: "B" }]);
  assert.equal(store.scans.length, 0);
});

test("its no is told, its silence is not waited for", async () => {
  const no = await door({ server: new Refusal(409, { code: "blank_taken", detail: "Somebody has it" }) }).give();
  assert.deepEqual([no.words, no.code], ["Somebody has it", "blank_taken"]);
  const silent = await door({ server: new Unreached() }).give();
  assert.equal(silent.scan.by, "device");
});

test("a removed phone gives nothing away", async () => {
  const { give, store } = door({ server: new Refusal(403, { code: "device_revoked" }) });
  await assert.rejects(give(), Refusal);
  assert.equal(store.scans.length, 0);
});

test("a badge of a pile that this phone has not heard of is given by the server", async () => {
  const { answer } = await door({ records: {}, server: { state: "confirmed" } }).give();
  assert.equal(answer.state, "confirmed");
});

test("practice stays on this phone, and the badge is blank again afterwards", async () => {
  const { give, sent, doing, blanks, judgement } = door({ server: { state: "confirmed" }, rehearsal: true });
  const { scan } = await give();
  assert.deepEqual([scan.rehearsal, sent.length], [true, 0]);
  const again = await judgement.decide({ code: "B", via: "camera" });
  assert.equal(again.scan.reason, "already");
  doing.config.rehearsal = false;
  assert.equal((await blanks.look("B")).state, "free");
});

test("the number on the badge is told with it alone", async () => {
  assert.equal((await door().blanks.look("B")).number, 17);
});

test("the real seal opens with the badge alone", async () => {
  const keys = await keysOf("T4EXBGTA5NEP2E94DX7ZFG39RXF4Y", "event");
  const sealed = await keys.seal(ADA);
  assert.deepEqual(await keys.open(sealed), ADA);
  assert.notEqual(await keys.seal(ADA), sealed);
  await assert.rejects((await keysOf("T000000000000000000000000000C1", "event")).open(sealed));
});
