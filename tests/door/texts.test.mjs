import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");
const scripts = readdirSync(new URL("static/door/", root), { recursive: true }).filter((name) => name.endsWith(".js"));
const door = scripts.map((name) => read(`static/door/${name}`)).join("\n");
const page = readdirSync(new URL("templates/checkin/door/", root)).map((name) => read(`templates/checkin/door/${name}`)).join("\n");

const keysIn = (text, pattern) => new Set(Array.from(text.matchAll(pattern), ([, key]) => key));
const provided = keysIn(page, /data-text="([^"]+)"/g);

test("every text the script names is in the template", () => {
  const wanted = keysIn(door, /texts\((?:[^)]*?)"([a-z_.]+)"/g);
  assert.ok(wanted.size > 10);
  for (const key of wanted) assert.ok(provided.has(key), key);
});

test("every verdict has its word, its shape and, where it is shown, its colour", async () => {
  const { SIGNALS } = await import("../../static/door/signals.js");
  const grounds = read("static/css/door/verdict.css").split("\n").filter((line) => /^\.scan.*background:/.test(line)).join("\n");
  for (const verdict of Object.keys(SIGNALS)) {
    assert.ok(page.includes(`id="shape-${verdict}"`), `shape of ${verdict}`);
    assert.ok(verdict === "unknown" || verdict === "other_event" || provided.has(`word.${verdict}`), `word of ${verdict}`);
    assert.ok(grounds.includes(`[data-verdict="${verdict}"]`), `colour of ${verdict}`);
  }
});

test("every part the script asks for is on the page", () => {
  const parts = keysIn(page, /data-part="([^"]+)"/g);
  for (const part of keysIn(door, /parts\.([A-Za-z]+)/g)) assert.ok(parts.has(part), part);
});
