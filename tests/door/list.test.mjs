import assert from "node:assert/strict";
import { test } from "node:test";
import { bundleOf, find, take } from "../../static/door/store/list.js";

/** As an object store of the browser: answers come later, and what is kept is a copy. */
function memoryList() {
  const kept = new Map();
  const later = (result) => {
    const request = { result };
    queueMicrotask(() => request.onsuccess());
    return request;
  };
  return { kept, get: (key) => later(structuredClone(kept.get(key))), put: (value, key) => kept.set(key, structuredClone(value)) };
}

const lookup = (number) => number.toString(36).padStart(22, "Aq7_");
const record = (number, more) => ({ l: lookup(number), s: "ok", c: "sealed", ...more });
const row = (number, more) => ({ l: lookup(number), point: "main", inside: true, first: { at: 1 }, last: { at: 1 }, ...more });

test("a badge is found with where its person is, in whatever order both arrived", async () => {
  const list = memoryList();
  assert.equal(await take(list, [], [row(1)]), 0, "a place alone is no badge");
  assert.equal(await take(list, [record(1), record(2)], [row(2, { point: "hall" })]), 2);
  assert.deepEqual(await find(list, lookup(1)), { record: record(1), rows: [row(1)] });
  assert.deepEqual(await find(list, lookup(2)), { record: record(2), rows: [row(2, { point: "hall" })] });
  assert.deepEqual(await find(list, lookup(3)), { record: null, rows: [] });
});

test("a newer record takes the place of the older, and what is gone is gone with its places", async () => {
  const list = memoryList();
  await take(list, [record(1), record(2)], [row(1), row(2)]);
  assert.equal(await take(list, [record(1, { s: "cancelled" }), { l: lookup(2), s: "gone" }], []), -1);
  assert.deepEqual(await find(list, lookup(1)), { record: record(1, { s: "cancelled" }), rows: [row(1)] });
  assert.deepEqual(await find(list, lookup(2)), { record: null, rows: [] });
  await take(list, [], [row(1, { inside: false, first: null, last: null })]);
  assert.deepEqual((await find(list, lookup(1))).rows, []);
});

test("a badge that changed hands is where its new holder is, and nowhere else", async () => {
  const list = memoryList();
  await take(list, [record(1)], [row(1), row(1, { point: "cloakroom" })]);
  const nowhere = { inside: false, first: null, last: null };
  await take(list, [record(1, { c: "sealed for another" })], [row(1, { point: "hall" }), row(1, nowhere), row(1, { point: "cloakroom", ...nowhere })]);
  assert.deepEqual(await find(list, lookup(1)), { record: record(1, { c: "sealed for another" }), rows: [row(1, { point: "hall" })] });
});

test("ten thousand badges are a few hundred bundles", async () => {
  const list = memoryList();
  const random = () => Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64url");
  const many = Array.from({ length: 10_000 }, () => ({ l: random(), s: "ok", c: "sealed" }));
  assert.equal(await take(list, many, []), 10_000);
  assert.ok(list.kept.size <= 256);
  const sizes = Array.from(list.kept.values(), (bundle) => Object.keys(bundle).length);
  assert.ok(Math.max(...sizes) < 120, `${Math.max(...sizes)}`);
  assert.equal((await find(list, many[77].l)).record.l, many[77].l);
  assert.equal(bundleOf(many[77].l), bundleOf(many[77].l.slice(0, 2)));
});
