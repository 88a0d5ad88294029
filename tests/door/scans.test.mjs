import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal, SignedOut, Unreached } from "../../static/door/api.js";
import { DWELL_MS, Scans } from "../../static/door/scans.js";

const A = `T${"A".repeat(28)}`;
const B = `T${"B".repeat(28)}`;
const settled = () => new Promise(setImmediate);

/** A door with a clock to turn and a server whose answers are given by hand: `answer(n, value)` for the n-th question. */
function setUp() {
  const told = [];
  const asked = [];
  const time = { now: 0 };
  let ids = 0;
  const question = (kind) => (body, isWanted) => new Promise((resolve, reject) => asked.push({ kind, body, isWanted, resolve, reject }));
  const note = (step) => (...facts) => told.push([step, ...facts]);
  const scans = new Scans({
    api: { scan: question("scan"), undo: question("undo") },
    door: { asking: note("asking"), verdict: note("verdict"), listed: note("listed"), trouble: note("trouble") },
    newId: () => `id-${(ids += 1)}`,
    clock: () => time.now,
    date: () => new Date(0),
  });
  const answer = async (index, value) => {
    if (value instanceof Error) asked[index].reject(value);
    else asked[index].resolve(typeof value === "string" ? { verdict: value } : value);
    await settled();
  };
  const verdicts = () => told.filter(([step]) => step === "verdict").map(([, { verdict }]) => verdict);
  const troubles = () => told.filter(([step]) => step === "trouble").map(([, kind]) => kind);
  return { scans, told, asked, time, answer, verdicts, troubles };
}

test("a camera reading is asked about once, whole", async () => {
  const { scans, asked, answer, verdicts } = setUp();
  scans.seen(A);
  scans.seen(A);
  assert.deepEqual(asked.map(({ body }) => body), [
    { scan_id: "id-1", code: A, registration: null, kind: "entry", scanned_at: "1970-01-01T00:00:00.000Z", via: "camera" },
  ]);
  await answer(0, "in");
  assert.deepEqual(verdicts(), ["in"]);
});

test("a person chosen by name is asked about by registration", () => {
  const { scans, asked } = setUp();
  scans.chosen("R7");
  assert.equal(asked[0].body.code, null);
  assert.equal(asked[0].body.registration, "R7");
  assert.equal(asked[0].body.via, "search");
});

test("what has not the shape of a ticket is not sent", () => {
  const { scans, asked, troubles } = setUp();
  scans.seen("BEGIN:VCARD\nN:Doe;John");
  scans.given("4006381333931", "wedge");
  assert.equal(asked.length, 0);
  assert.deepEqual(troubles(), ["not_a_ticket", "not_a_ticket"]);
});

test("the next badge waits until the answer is there and was seen, and is not lost", async () => {
  const { scans, asked, time, answer } = setUp();
  scans.seen(A);
  time.now = 100;
  scans.seen(B);
  assert.equal(asked.length, 1, "A is still being asked about");
  await answer(0, "in");
  scans.seen(B);
  assert.equal(asked.length, 1, "A's verdict just came up");
  time.now = 100 + DWELL_MS;
  scans.seen(B);
  assert.equal(asked[1].body.code, B);
});

test("already in, by this very door, seconds ago, is told as just scanned", async () => {
  const { scans, time, answer, verdicts } = setUp();
  scans.seen(A);
  await answer(0, "in");
  time.now = 5000;
  scans.seen(A);
  await answer(1, "already");
  time.now = 60_000;
  scans.seen(A);
  await answer(2, "already");
  assert.deepEqual(verdicts(), ["in", "just", "already"]);
});

test("already in at another door is told as such", async () => {
  const { scans, answer, verdicts } = setUp();
  scans.seen(A);
  await answer(0, "already");
  assert.deepEqual(verdicts(), ["already"]);
});

test("after a lost answer the same badge asks the same question, for a minute", async () => {
  const { scans, asked, time, answer, troubles } = setUp();
  scans.seen(A);
  await answer(0, new Unreached());
  assert.deepEqual(troubles(), ["unreached"]);
  time.now = 20_000;
  scans.seen(A);
  assert.deepEqual(asked[1].body, asked[0].body);
  await answer(1, new Unreached());
  time.now = 61_000;
  scans.seen(A);
  assert.equal(asked[2].body.scan_id, "id-2", "by now it may be in another hand");
});

test("an answered question is never asked again", async () => {
  const { scans, asked, time, answer } = setUp();
  scans.given(A, "wedge");
  await answer(0, "in");
  time.now = 10;
  scans.given(A, "wedge");
  assert.notEqual(asked[1].body.scan_id, asked[0].body.scan_id);
});

test("a newer scan ends the asking for the older, whose late answer is only listed", async () => {
  const { scans, asked, answer, told, verdicts } = setUp();
  scans.given(A, "wedge");
  scans.given(B, "wedge");
  assert.deepEqual(asked.map(({ isWanted }) => isWanted()), [false, true]);
  await answer(1, "in");
  await answer(0, "no");
  assert.deepEqual(verdicts(), ["in"]);
  assert.deepEqual(told.at(-1), ["listed", { verdict: "no", at: "1970-01-01T00:00:00.000Z" }]);
});

test("a badge read by the hand scanner is not counted again by the camera beside it", async () => {
  const { scans, asked, time, answer } = setUp();
  scans.given(A, "wedge");
  await answer(0, "in");
  time.now = 1500;
  scans.seen(A);
  assert.equal(asked.length, 1);
});

test("refused and signed out are said as what they are", async () => {
  const { scans, answer, troubles } = setUp();
  scans.given(A, "typed");
  await answer(0, new Refusal(403, { detail: "Not your event" }));
  scans.given(A, "typed");
  await answer(1, new SignedOut());
  assert.deepEqual(troubles(), ["refused", "signed_out"]);
});

test("undo keeps its id however often it is tried, and forgets that the badge was just here", async () => {
  const { scans, asked, time, answer, verdicts, troubles } = setUp();
  scans.seen(A);
  await answer(0, "in");
  scans.undo("id-1");
  await answer(1, new Unreached());
  scans.undo("id-1");
  assert.deepEqual(asked[1].body, { scan_id: "id-2", undoes: "id-1" });
  assert.deepEqual(asked[2].body, asked[1].body);
  await answer(2, "undone");
  time.now = 4000;
  scans.seen(A);
  await answer(3, "already");
  assert.deepEqual(verdicts(), ["in", "undone", "already"]);
  assert.deepEqual(troubles(), ["unreached"]);
});
