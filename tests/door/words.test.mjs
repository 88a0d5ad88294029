import assert from "node:assert/strict";
import { test } from "node:test";
import { greeting } from "../../static/door/kiosk.js";
import { textsFrom } from "../../static/door/texts.js";
import { createWords, unitOf, verdictOf } from "../../static/door/words.js";

const known = ["word.in", "word.in_note", "word.out", "word.already", "word.just", "word.no", "word.unknown", "word.unreached", "word.give", "word.given", "word.returned", "word.not_given", "word.not_inside",
  "word.welcome", "word.welcome_already", "word.to_desk", "reason.cancelled", "reason.other", "reason.not_on_list", "note.vip", "note.desk", "note.headset", "note.info", "reason.left_first", "reason.not_given", "inside", "received"];
const texts = textsFrom(new Map([...known.map((key) => [key, key]), ["already.here", "here {time}"], ["already.there", "{device} {time}"], ["reason.replaced.at", "replaced {time}"], ["note.headset.of", "headset {words}"], ["note.dietary.of", "diet {words}"]]));
const NOW = Date.parse("2027-05-27T09:36:00+06:00");
const points = { main: { kind: "entrance", policy: "once", notes: ["vip", "headset", "desk"] }, room: { kind: "room", policy: "reentry" }, lunch: { kind: "hand_out", policy: "once", notes: ["dietary"] } };
const answers = { headset: { lang_ru: "Russian" }, dietary: { vegan: "Vegan", halal: "Halal" } };
const words = createWords(texts, {
  zone: "Asia/Bishkek", language: "en", device: "Entrance A", categories: [{ code: "S", name: "Speaker", colour: "#ff0000" }], answers, pointOf: (code) => points[code], now: () => NOW,
});
const scan = (more) => ({ scan_id: "s", point: "main", kind: "entry", outcome: "admit", reason: "", by: "device", time: NOW, ...more });
const denied = (reason, more) => scan({ outcome: "deny", reason, ...more });
const moment = (text, device) => ({ at: Date.parse(text), device });

test("the verdict follows from outcome, reason and direction", () => {
  const cases = [
    [scan(), {}, "in"], [scan(), { notes: [{ icon: "vip" }] }, "in_note"], [scan({ kind: "exit" }), {}, "out"], [denied("already"), {}, "already"], [denied("already"), { isJust: true }, "just"],
    [denied("cancelled"), {}, "no"], [denied("something of a newer server"), {}, "no"], [denied("not_a_ticket"), {}, "unknown"], [denied("other_event"), {}, "other_event"], [denied("expired_list"), {}, "unreached"],
    [denied("left_first", { kind: "exit" }), {}, "already"],
  ];
  for (const [given, told, verdict] of cases) assert.equal(verdictOf(given, told), verdict, given.reason);
});

test("already in says where and when, and whether it was this very door", () => {
  const there = words.describe(denied("already"), { first: moment("2027-05-27T09:14:00+06:00", "Zebra 3") });
  assert.equal(there.detail, "Zebra 3 09:14 (22 min. ago)");
  const here = words.describe(denied("already"), { first: moment("2027-05-26T18:00:00+06:00", "Entrance A") });
  assert.equal(here.detail, "here May 26, 18:00");
});

test("in a room it is the last time that counts, at an entrance the first", () => {
  const told = { first: moment("2027-05-27T08:00:00+06:00", "A"), last: moment("2027-05-27T09:00:00+06:00", "B") };
  assert.match(words.describe(denied("already", { point: "room" }), told).detail, /^B 09:00/);
  assert.match(words.describe(denied("already"), told).detail, /^A 08:00/);
});

test("nobody is let in where something is handed out", () => {
  const at = (more) => words.describe(scan({ point: "lunch", ...more }), {}).word;
  assert.deepEqual([at({}), at({ outcome: "deny", reason: "already" }), at({ kind: "exit" }), at({ kind: "exit", outcome: "deny", reason: "left_first" })],
    ["word.give", "word.given", "word.returned", "word.not_given"]);
});

test("what comes back without having been given is said of the thing, not of somebody who leaves", () => {
  const at = (point) => words.describe(denied("left_first", { kind: "exit", point }), {}).detail;
  assert.deepEqual([at("room"), at("lunch")], ["reason.left_first", "reason.not_given"]);
});

test("people are inside a room, and have received a lunch", () => {
  assert.deepEqual([points.main, points.room, points.lunch].map((point) => unitOf(point, texts)), ["inside", "inside", "received"]);
});

test("a no says what to do, in the server's words where it has some", () => {
  assert.equal(words.describe(denied("cancelled")).detail, "reason.cancelled");
  assert.equal(words.describe(denied("cancelled"), { detail: "Cancelled yesterday" }).detail, "Cancelled yesterday");
  assert.equal(words.describe(denied("brand_new")).detail, "reason.other");
  assert.equal(words.describe(denied("replaced"), { replacedAt: Date.parse("2027-05-27T09:00:00+06:00") }).detail, "replaced 09:00");
  assert.equal(words.describe(denied("not_a_ticket")).detail, "reason.not_on_list", "a list may be older than the ticket");
});

test("the person is told as on the badge, notes in their own words or in those of what was chosen", () => {
  const person = { name: "Өмүрбек", second: "Omurbek", org: "Ministry", category: "S", notes: [{ icon: "vip" }, { icon: "headset", of: ["lang_ru"] }, { icon: "headset", of: ["gone"] }, { icon: "desk", text: "Has a parcel" }], pickup: "K" };
  const { title, subtitle, category, notes, pickup } = words.describe(scan(), { person });
  assert.deepEqual([title, subtitle, pickup, category.word], ["Өмүрбек", "Omurbek · Ministry", "K", "Speaker"]);
  assert.deepEqual(notes.map(({ text }) => text), ["note.vip", "headset Russian", "note.headset", "Has a parcel"]);
});

test("a point shows the notes that it is for and no others", () => {
  const person = { name: "Ада", notes: [{ icon: "vip" }, { icon: "dietary", of: ["vegan", "halal"] }] };
  const at = (point) => words.describe(scan({ point }), { person });
  assert.deepEqual(at("main").notes.map(({ text }) => text), ["note.vip"]);
  assert.deepEqual(at("lunch").notes.map(({ text }) => text), ["diet Vegan, Halal"]);
  assert.deepEqual([at("room").notes, at("room").verdict], [[], "in"]);
});

test("who leaves is given nothing: only what concerns a person on the way out is told", () => {
  const person = { name: "Ада", notes: [{ icon: "vip" }, { icon: "headset" }, { icon: "desk", text: "Has a parcel" }] };
  const leaving = words.describe(scan({ kind: "exit" }), { person });
  assert.deepEqual([leaving.verdict, ...leaving.notes.map(({ text }) => text)], ["out", "Has a parcel"]);
});

test("who is refused is given nothing: only what concerns a person wherever they go is told", () => {
  const person = { name: "Ада", notes: [{ icon: "vip" }, { icon: "headset" }, { icon: "desk", text: "Has a parcel" }] };
  for (const reason of ["cancelled", "already"])
    assert.deepEqual(words.describe(denied(reason), { person }).notes.map(({ text }) => text), ["Has a parcel"], reason);
});

test("visitors at a kiosk read a greeting or the way to the desk, and nothing meant for staff", () => {
  const person = { name: "Ада", org: "Ministry", category: "S", notes: [{ icon: "vip" }], pickup: "K" };
  const greeted = greeting(words.describe(scan(), { person }), texts);
  assert.deepEqual([greeted.verdict, greeted.word, greeted.title, greeted.pickup, greeted.subtitle], ["in", "word.welcome", "Ада", "K", ""]);
  assert.deepEqual(greeted.notes, []);
  const refused = greeting(words.describe(denied("cancelled"), { person }), texts);
  assert.deepEqual([refused.verdict, refused.word, refused.title, refused.detail], ["unknown", "word.to_desk", "", ""]);
});

test("a blank badge is called one; who was given one here is told what to do", () => {
  const own = textsFrom(new Map([["word.blank", "blank"], ["word.in", "in"], ["reason.blank", "nobody's"], ["walkin.kept", "kept"], ["walkin.practice", "practice"]]));
  const said = createWords(own, { zone: "Asia/Bishkek", language: "en", device: "A", categories: [], answers: {}, pointOf: () => points.main, now: () => NOW });
  const parts = (row) => [said.describe(row).word, said.describe(row).detail];
  assert.deepEqual(parts(denied("blank")), ["blank", "nobody's"]);
  assert.deepEqual(parts(scan({ kind: "walkin" })), ["in", "kept"]);
  assert.deepEqual(parts(scan({ kind: "walkin", rehearsal: true })), ["in", "practice"]);
});
