import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal, Unreached } from "../../static/door/api.js";
import { DWELL_MS, Scans } from "../../static/door/scans.js";

const A = "T4EXBGTA5NEP2E94DX7ZFG39RXF4Y";
const B = "T000000000000000000000000000C1";
const settled = () => new Promise(setImmediate);

/** A door with a clock to turn, whose judgements are given by hand: `answer(n, scan)` for the n-th. */
function setUp({ needsTap = false } = {}) {
  const told = [];
  const asked = [];
  const foreseen = [];
  const undone = [];
  const time = { now: 0 };
  const note = (step) => (...facts) => told.push([step, ...facts]);
  const judgement = {
    decide: (reading) => new Promise((resolve, reject) => asked.push({ reading, resolve, reject })),
    foresee: async (reading) => (foreseen.push(reading), { scan: { outcome: reading.code === A ? "admit" : "deny", reason: "" }, told: {} }),
    undo: async (scan) => void undone.push(scan),
  };
  const door = Object.fromEntries(["asking", "verdict", "listed", "offer", "undone", "trouble"].map((step) => [step, note(step)]));
  const scans = new Scans({ judgement, door, needsTap: () => needsTap, clock: () => time.now });
  const answer = async (index, value = "admit") => {
    if (value instanceof Error) asked[index].reject(value);
    else asked[index].resolve({ scan: { kind: "entry", outcome: value === "admit" ? "admit" : "deny", reason: value === "admit" ? "" : value }, told: {} });
    await settled();
  };
  const verdicts = () => told.filter(([step]) => step === "verdict").map(([, scan, { isJust }]) => (isJust ? "just" : scan.reason || scan.outcome));
  const troubles = () => told.filter(([step]) => step === "trouble").map(([, kind]) => kind);
  return { scans, told, asked, foreseen, undone, time, answer, verdicts, troubles };
}

const codes = (asked) => asked.map(({ reading }) => reading.code);
const OTHER = otherCode();

/** Another code with right check characters. */
function otherCode() {
  const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const body = B.slice(0, 27);
  const sum = [...body].reduce((total, character, place) => total + (place + 1) * (alphabet.indexOf(character) + 1), 0) % 1021;
  return body + alphabet[Math.floor(sum / 32)] + alphabet[sum % 32];
}

test("a camera reading is judged once while the badge is held there", async () => {
  const { scans, asked, answer, verdicts } = setUp();
  scans.seen(A);
  scans.seen(A);
  assert.deepEqual(asked.map(({ reading }) => reading), [{ code: A, via: "camera" }]);
  await answer(0);
  assert.deepEqual(verdicts(), ["admit"]);
});

test("a person chosen by name is judged by registration", () => {
  const { scans, asked } = setUp();
  scans.chosen("R7");
  assert.deepEqual(asked[0].reading, { registration: "R7", via: "search" });
});

test("what is no ticket is not sent anywhere", () => {
  const { scans, asked, troubles } = setUp();
  scans.seen("BEGIN:VCARD\nN:Doe;John");
  scans.given("4006381333931", "wedge");
  assert.equal(asked.length, 0);
  assert.deepEqual(troubles(), ["not_a_ticket", "not_a_ticket"]);
});

test("the next badge waits until the verdict was seen, and is not lost", async () => {
  const { scans, asked, time, answer } = setUp();
  scans.seen(A);
  time.now = 100;
  scans.seen(OTHER);
  await answer(0);
  scans.seen(OTHER);
  assert.deepEqual(codes(asked), [A], "A's verdict just came up");
  time.now = 100 + DWELL_MS;
  scans.seen(OTHER);
  assert.deepEqual(codes(asked), [A, OTHER]);
});

test("already in, by this very phone, seconds ago, is told as just scanned", async () => {
  const { scans, time, answer, verdicts } = setUp();
  scans.seen(A);
  await answer(0);
  time.now = 5000;
  scans.seen(A);
  await answer(1, "already");
  time.now = 60_000;
  scans.seen(A);
  await answer(2, "already");
  assert.deepEqual(verdicts(), ["admit", "just", "already"]);
});

test("a newer scan takes the place of the older, which is then only listed", async () => {
  const { scans, answer, told, verdicts } = setUp();
  scans.given(A, "wedge");
  scans.given(OTHER, "wedge");
  await answer(1);
  await answer(0, "cancelled");
  assert.deepEqual(verdicts(), ["admit"]);
  assert.deepEqual(told.at(-1).slice(0, 2), ["listed", { kind: "entry", outcome: "deny", reason: "cancelled" }]);
});

test("a badge read by the hand scanner is not counted again by the camera beside it", async () => {
  const { scans, asked, time, answer } = setUp();
  scans.given(A, "wedge");
  await answer(0);
  time.now = 1500;
  scans.seen(A);
  assert.equal(asked.length, 1);
});

test("nobody answers, the phone is refused, the scan could not be kept: each is said as what it is", async () => {
  const { scans, answer, troubles } = setUp();
  for (const [index, error] of [new Unreached(), new Refusal(403, {}), new DOMException("full", "QuotaExceededError")].entries()) {
    scans.given(A, "typed");
    await answer(index, error);
  }
  assert.deepEqual(troubles(), ["unreached", "refused", "not_kept"]);
});

test("something is handed out by a tap only", async () => {
  const { scans, asked, told } = setUp({ needsTap: true });
  scans.seen(A);
  await settled();
  assert.equal(asked.length, 0);
  const [step, , , accept] = told.at(-1);
  assert.equal(step, "offer");
  accept();
  assert.deepEqual(codes(asked), [A]);
});

test("a badge that gets nothing is told so without a tap", async () => {
  const { scans, asked } = setUp({ needsTap: true });
  scans.seen(OTHER);
  await settled();
  assert.deepEqual(codes(asked), [OTHER]);
});

test("an undo forgets that the badge was just here", async () => {
  const { scans, time, answer, verdicts, undone } = setUp();
  scans.seen(A);
  await answer(0);
  await scans.undo({ scan_id: "s1" });
  assert.deepEqual(undone, [{ scan_id: "s1" }]);
  time.now = 4000;
  scans.seen(A);
  await answer(1, "already");
  assert.deepEqual(verdicts(), ["admit", "already"]);
});

test("a badge that somebody waits for is no scan", async () => {
  const { told, asked, time } = setUp();
  const taken = [];
  const scans = new Scans({ judgement: {}, door: {}, takes: (code, via) => taken.push([code, via]) > 0, clock: () => time.now });
  scans.seen(A);
  scans.seen(A);
  assert.deepEqual([taken, asked, told], [[[A, "camera"]], [], []]);
});
