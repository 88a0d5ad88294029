import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { SIGNALS } from "../../static/door/signals.js";
import { textsFrom } from "../../static/door/texts.js";

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");
const scripts = readdirSync(new URL("static/door/", root), { recursive: true }).filter((name) => name.endsWith(".js"));
const door = scripts.map((name) => read(`static/door/${name}`)).join("\n");
const page = readdirSync(new URL("templates/checkin/door/", root)).map((name) => read(`templates/checkin/door/${name}`)).join("\n");

const keysIn = (text, pattern) => new Set(Array.from(text.matchAll(pattern), ([, key]) => key));
const provided = keysIn(read("templates/checkin/door/texts.html"), /\("([a-z_.]+)", _\(/g);

test("every text the script names is in the template", () => {
  const wanted = keysIn(door, /texts\((?:[^()]*?)"([a-z_]+(?:\.[a-z_]+)*)"/g);
  assert.ok(wanted.size > 40);
  for (const key of wanted) assert.ok(provided.has(key), key);
});

test("every reason of the contract has its sentence, every note its word", () => {
  const reasons = "not_a_ticket other_event pending waiting declined cancelled expired online replaced void wrong_day wrong_point not_signed_up room_full no_seat expired_list left_first";
  for (const reason of reasons.split(" ")) assert.ok(provided.has(`reason.${reason}`), reason);
  for (const icon of "vip headset dietary no_photo wheelchair minor desk info".split(" ")) {
    assert.ok(provided.has(`note.${icon}`), icon);
    assert.ok(page.includes(`id="note-${icon}"`), icon);
  }
});

test("every verdict has its word, its shape and its colour", () => {
  const grounds = read("static/css/door/verdict.css").split("\n").filter((line) => /^\.scan.*background:/.test(line)).join("\n");
  for (const verdict of Object.keys(SIGNALS)) {
    assert.ok(page.includes(`id="shape-${verdict}"`), `shape of ${verdict}`);
    assert.ok(provided.has(`word.${verdict}`), `word of ${verdict}`);
    assert.ok(grounds.includes(`[data-verdict="${verdict}"]`), `colour of ${verdict}`);
  }
});

test("every part the script asks for is on the page, once", () => {
  const parts = Array.from(page.matchAll(/data-part="([^"]+)"/g), ([, part]) => part);
  assert.equal(new Set(parts).size, parts.length);
  for (const part of keysIn(door, /parts\.([A-Za-z]+)/g)) assert.ok(parts.includes(part), part);
});

test("values stand in their places, a missing text is a mistake, one that may be missing is not", () => {
  const texts = textsFrom(new Map([["hello", "Hello {name}"]]));
  assert.equal(texts("hello", { name: "Ада" }), "Hello Ада");
  assert.throws(() => texts("bye"), /bye/);
  assert.equal(texts.find("bye"), "");
});
