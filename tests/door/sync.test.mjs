import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal, Unreached } from "../../static/door/api.js";
import { Sync, toEvent, waitAfter } from "../../static/door/sync.js";

/** A phone with scans 1..count, and a server that gives these answers in turn (a function sees the request). */
function phone(count, ...answers) {
  const clock = { isUnsure: false, mend: () => null, told: (some) => void tellings.push(some.map(({ seq }) => seq)) };
  const tellings = [];
  const scans = Array.from({ length: count }, (_, index) => ({ seq: index + 1, scan_id: `s${index + 1}`, time: 5, unsent: 1 }));
  const facts = { cursor: 7 };
  const told = [];
  const requests = [];
  const planned = [];
  const store = {
    facts: async () => facts,
    unsent: async (most) => scans.filter(({ unsent }) => unsent).slice(0, most),
    countUnsent: async () => scans.filter(({ unsent }) => unsent).length,
    amend: async (mended) => mended.forEach((scan) => Object.assign(scans[scan.seq - 1], scan)),
    sent: async (numbers) => numbers.forEach((seq) => delete scans[seq - 1].unsent),
    takePage: async ({ facts: values, ...page }) => (Object.assign(facts, values), told.push(["page", page])),
  };
  const api = {
    async sync(body) {
      requests.push(body);
      const next = answers.length > 1 ? answers.shift() : answers[0];
      const answer = typeof next === "function" ? next(body) : next;
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const note = (name) => (...values) => void told.push([name, ...values]);
  const door = Object.fromEntries(["fetchList", "took", "revoked", "unknown", "tooOld", "command"].map((name) => [name, note(name)]));
  const sync = new Sync({ api, store, clock, door, about: async () => ({ app: "1" }), later: (work, wait) => planned.push({ work, wait }), cancel: () => {}, random: () => 0.5 });
  const words = () => told.map(([word]) => word).filter((word) => word !== "page" && word !== "took");
  return { sync, answers, tellings, clock, scans, facts, told, requests, planned, words, unsent: () => scans.filter(({ unsent }) => unsent).length };
}

const take = (status = "recorded") => ({ events, cursor }) => ({ results: events.map(({ scan_id }) => ({ scan_id, status })), cursor: cursor + 1, more: false, tickets: [], presence: [] });

test("scans go up in batches of two hundred, in their order, until none is left", async () => {
  const { sync, requests, unsent, facts } = phone(450, take());
  await sync.now();
  assert.deepEqual(requests.map(({ events }) => events.length), [200, 200, 50]);
  assert.deepEqual(requests[1].events[0].seq, 201);
  assert.equal(unsent(), 0);
  assert.equal(facts.cursor, 10, "each call goes on from the last one's cursor");
});

test("what is the phone's own stays there", () => {
  assert.deepEqual(toEvent({ seq: 1, scan_id: "s", time: 5, unsent: 1, point: "main" }), { seq: 1, scan_id: "s", point: "main" });
});

test("whatever the answer is, the scan is done with", async () => {
  for (const status of ["recorded", "replayed", "held", "quarantined"]) {
    const { sync, unsent, words } = phone(3, take(status));
    await sync.now();
    assert.equal(unsent(), 0);
    assert.deepEqual(words(), []);
  }
});

/** A clock of which the first answer says that it was an hour behind. */
function behind(door) {
  Object.assign(door.clock, { isUnsure: true, mend: ({ offset }) => (offset === 0 ? 3_600_000 : null) });
  return (answer) => (body) => ((door.clock.isUnsure = false), typeof answer === "function" ? answer(body) : answer);
}

test("scans made by a clock that may be wrong are told after the server was heard, with the time they should have had", async () => {
  const door = phone(2, take());
  const heard = behind(door);
  Object.assign(door.scans[0], { device_time: 100, offset: 0, time: 100 });
  Object.assign(door.scans[1], { device_time: 200, offset: 7, time: 207 });
  door.answers.unshift(heard(take()));
  await door.sync.now();
  assert.deepEqual(door.requests.map(({ events }) => events.map(({ offset }) => offset)), [[], [3_600_000, 7]]);
  assert.equal(door.scans[0].time, 3_600_100);
  assert.equal(door.unsent(), 0);
});

test("a phone that hears that it is removed hands in its scans all the same", async () => {
  const revoked = (events) => new Refusal(403, { code: "device_revoked", results: events.map(({ scan_id }) => ({ scan_id, status: "held" })) });
  const door = phone(2, ({ events }) => revoked(events));
  door.clock.isUnsure = true;
  await door.sync.now();
  assert.equal(door.unsent(), 0);
  assert.deepEqual(door.words(), ["revoked"]);
});

test("what a request carries is told, also where no answer comes", async () => {
  const door = phone(2, new Unreached());
  await door.sync.now();
  assert.deepEqual(door.tellings, [[1, 2]]);
});

test("a scan without an answer stays", async () => {
  const { sync, scans, requests } = phone(3, ({ events }) => ({ results: events.length > 2 ? [{ scan_id: "s2", status: "recorded" }] : [], cursor: 8 }));
  await sync.now();
  assert.deepEqual(scans.map(({ unsent }) => unsent), [1, undefined, 1]);
  assert.equal(requests.length, 1, "no hurry: nothing says that asking at once helps");
});

test("silence loses nothing and is waited out, longer each time, with an end", async () => {
  const { sync, planned, unsent } = phone(2, new Unreached());
  for (let index = 0; index < 8; index += 1) await sync.now();
  assert.equal(unsent(), 2);
  assert.deepEqual(planned.map(({ wait }) => wait), [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  assert.deepEqual([waitAfter(3, () => 0), waitAfter(3, () => 1)], [3000, 5000]);
});

test("a server that says when to come again is obeyed", async () => {
  const { sync, planned } = phone(1, new Unreached(30_000));
  await sync.now();
  assert.equal(planned[0].wait, 30_000);
});

test("a lost answer is asked for again with the very same scans", async () => {
  const { sync, requests, unsent } = phone(2, new Unreached(), take("replayed"));
  await sync.now();
  await sync.now();
  assert.deepEqual(requests[1].events, requests[0].events);
  assert.equal(unsent(), 0);
});

test("further pages are fetched until there are no more", async () => {
  const page = (cursor, more) => ({ results: [], cursor, more, tickets: [{ l: `t${cursor}` }], presence: [] });
  const { sync, requests, told } = phone(0, page(8, true), page(9, true), page(10, false));
  await sync.now();
  assert.deepEqual(requests.map(({ cursor }) => cursor), [7, 8, 9]);
  assert.equal(told.filter(([word]) => word === "page").length, 3);
});

test("a smaller batch is tried when the server wants one", async () => {
  const { sync, requests, unsent } = phone(120, ({ events }) => (events.length > 50 ? new Refusal(413, { max: 50 }) : take()({ events, cursor: 0 })));
  await sync.now();
  assert.deepEqual(requests.map(({ events }) => events.length), [120, 50, 50, 20]);
  assert.equal(unsent(), 0);
});

test("revoked: what the server still takes is handed in first, then the phone is told", async () => {
  const holding = ({ events }) => new Refusal(403, { code: "device_revoked", wipe: true, results: events.map(({ scan_id }) => ({ scan_id, status: "held" })) });
  const { sync, words, unsent, planned } = phone(250, holding);
  await sync.now();
  assert.equal(unsent(), 0);
  assert.deepEqual(words(), ["revoked"]);
  assert.equal(planned.length, 0, "and nothing more is asked");
});

test("revoked without taking anything ends too", async () => {
  const { sync, words } = phone(5, new Refusal(403, { code: "device_revoked", wipe: true }));
  await sync.now();
  assert.deepEqual(words(), ["revoked"]);
});

test("a phone that the server does not know stops and says so", async () => {
  const { sync, words, unsent } = phone(5, new Refusal(401, { code: "device_unknown" }));
  await sync.now();
  assert.deepEqual(words(), ["unknown"]);
  assert.equal(unsent(), 5);
});

test("a page too old for the server keeps its scans and asks for a newer page", async () => {
  const { sync, words, unsent, planned } = phone(5, new Refusal(426, { code: "client_too_old" }));
  await sync.now();
  assert.deepEqual(words(), ["tooOld"]);
  assert.equal(unsent(), 5);
  assert.equal(planned.length, 1);
});

test("without a list, the whole of it is fetched before anything else", async () => {
  const { sync, facts, requests, words } = phone(1, take());
  delete facts.cursor;
  sync.door.fetchList = async () => void (facts.cursor = 40);
  await sync.now();
  assert.equal(requests[0].cursor, 40);
  assert.deepEqual(words(), []);
});

test("a revoked phone without a list still hands in its scans", async () => {
  const { sync, facts, unsent, words } = phone(2, ({ events }) => new Refusal(403, { code: "device_revoked", results: events.map(({ scan_id }) => ({ scan_id, status: "held" })) }));
  delete facts.cursor;
  sync.door.fetchList = async () => { throw new Refusal(403, { code: "device_revoked" }); };
  await sync.now();
  assert.equal(unsent(), 0);
  assert.deepEqual(words(), ["revoked"]);
});

test("commands are passed on after what came with them is kept", async () => {
  const { sync, told } = phone(0, { results: [], cursor: 8, commands: ["config", "reload"] });
  await sync.now();
  assert.deepEqual(told.map(([word]) => word), ["page", "took", "command", "command"]);
});

test("asked while talking, it talks once more right after", async () => {
  const { sync, planned } = phone(0, { results: [], cursor: 8 });
  await Promise.all([sync.now(), sync.now(), sync.now()]);
  assert.deepEqual(planned.map(({ wait }) => wait), [0]);
});
