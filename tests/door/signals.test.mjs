import assert from "node:assert/strict";
import { test } from "node:test";
import { SIGNALS } from "../../static/door/signals.js";

const GO = ["in", "in_note"];
const rhythm = ({ tones }) => JSON.stringify(tones.map(({ at, for: seconds }) => [at, seconds]));
const pitch = ({ tones }) => tones[0]?.hz;

test("go, repeat and no-go differ in pitch and in rhythm", () => {
  const three = [SIGNALS.in, SIGNALS.already, SIGNALS.no];
  assert.equal(new Set(three.map(rhythm)).size, 3);
  assert.equal(new Set(three.map(pitch)).size, 3);
});

test("no verdict that keeps people out sounds like one that lets them in", () => {
  const go = GO.map((verdict) => rhythm(SIGNALS[verdict]) + pitch(SIGNALS[verdict]));
  for (const [verdict, signal] of Object.entries(SIGNALS)) {
    if (!GO.includes(verdict)) assert.ok(!go.includes(rhythm(signal) + pitch(signal)), verdict);
  }
});
