/** The tables that the server's rules are held against too (cases/README.md). */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { sessionNow } from "../../static/door/rules/agenda.js";
import { asGiven, givenHere, stateOfBlank } from "../../static/door/rules/blanks.js";
import { fold } from "../../static/door/rules/fold.js";
import { judge } from "../../static/door/rules/judge.js";

const cases = (name) => JSON.parse(readFileSync(new URL(`cases/${name}.json`, import.meta.url), "utf8"));
const ms = (text) => Date.parse(text);
const iso = (row) => JSON.parse(JSON.stringify(row), (key, value) => (key === "at" ? ms(value) : value));

for (const { name, record, presence, point, at, kind, context, expect } of cases("judge")) {
  test(`judge: ${name}`, () => assert.deepEqual(judge(record, presence, point, { at: ms(at), kind, context }), expect));
}

for (const { name, agenda, grace_minutes, at, expect } of cases("agenda")) {
  const inMs = agenda.map((entry) => ({ ...entry, starts_at: ms(entry.starts_at), ends_at: ms(entry.ends_at) }));
  test(`agenda: ${name}`, () => assert.equal(sessionNow({ agenda: inMs, grace_minutes }, ms(at))?.slot ?? null, expect));
}

/** Every order of few scans, some orders of many. */
function orders(scans) {
  const turned = scans.map((_, start) => [...scans.slice(start), ...scans.slice(0, start)]);
  return [scans, ...turned, ...turned.map((order) => order.toReversed())];
}

for (const { name, zone, points, scans, rehearsal, expect } of cases("fold")) {
  test(`fold, in any order: ${name}`, () => {
    for (const order of orders(scans.map((scan) => ({ ...scan, time: ms(scan.time) })))) {
      assert.deepEqual(fold(order, { points, zone, rehearsal }), { presence: iso(expect.presence), conflicts: expect.conflicts });
    }
  });
}

for (const { name, record, own, rehearsal, category, point, at, context, expect } of cases("walk_in")) {
  test(`walk-in: ${name}`, () => {
    const blank = stateOfBlank(record, own, rehearsal);
    const isTheirs = blank === "free" || givenHere(own, rehearsal);
    const verdict = judge(isTheirs ? asGiven(record, category) : record, null, point, { at: ms(at), kind: "entry", context });
    assert.deepEqual({ blank, ...verdict }, expect);
  });
}
