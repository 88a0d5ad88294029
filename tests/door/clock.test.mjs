import assert from "node:assert/strict";
import { test } from "node:test";
import { DoorClock } from "../../static/door/rules/clock.js";

/** A phone whose clock can be set by hand; `pass` lets time go by. */
function phone(wall = 1_000_000) {
  const time = { wall, steady: 0 };
  const clock = new DoorClock({ wall: () => time.wall, steady: () => time.steady });
  return { clock, time, pass: (ms) => ((time.wall += ms), (time.steady += ms)), set: (ms) => (time.wall += ms) };
}

test("without the server's time, the phone's own counts", () => {
  assert.deepEqual(phone().clock.read(), { device_time: 1_000_000, offset: 0 });
});

test("the offset is that of the fastest of the last eight requests", () => {
  const { clock } = phone();
  clock.heard(1_060_400, 1_000_000, 1_000_900); // slow: 59,950 off
  clock.heard(1_060_020, 1_000_000, 1_000_040); // fast: 60,000 off
  clock.heard(1_060_800, 1_000_000, 1_001_000);
  assert.equal(clock.offset, 60_000);
  for (let index = 0; index < 8; index += 1) clock.heard(1_060_150, 1_000_000, 1_000_100);
  assert.equal(clock.offset, 60_100, "the old fast one is forgotten");
});

test("times rise, whatever the clock does", () => {
  const { clock, pass, set } = phone();
  const times = [];
  const scan = () => {
    const { device_time, offset } = clock.read();
    times.push(device_time + offset);
  };
  for (const step of [() => {}, () => {}, () => set(-3_600_000), () => pass(10), () => set(90_000), () => set(-200_000), () => pass(5)]) {
    step();
    scan();
  }
  for (let index = 1; index < times.length; index += 1) assert.ok(times[index] > times[index - 1], String(times));
});

test("a clock set back by an hour changes no time of a scan", () => {
  const { clock, pass, set } = phone();
  clock.heard(1_000_010, 1_000_000, 1_000_020);
  clock.read();
  pass(1000);
  set(-3_600_000);
  const { device_time, offset } = clock.read();
  assert.equal(device_time, 1_001_000 - 3_600_000, "the raw clock is told as it is");
  assert.equal(device_time + offset, 1_001_000);
});

test("after the clock was set, the server's next word counts and not the older ones", () => {
  const { clock, set } = phone();
  clock.heard(1_000_010, 1_000_000, 1_000_020);
  set(500_000);
  clock.heard(1_000_040, 1_500_000, 1_500_080);
  assert.equal(clock.offset, -500_000);
});

test("scans stamped hours ahead by a clock set forward do not drag the later ones along", () => {
  const { clock, pass, set } = phone();
  clock.heard(1_000_010, 1_000_000, 1_000_020);
  set(5 * 3_600_000);
  clock.read(); // nobody can know yet
  pass(1000);
  clock.heard(1_001_030, 19_001_000, 19_001_040);
  pass(100);
  const { device_time, offset } = clock.read();
  assert.ok(Math.abs(device_time + offset - 1_001_110) < 50, String(device_time + offset));
});

test("what was known survives a reload", () => {
  const before = phone();
  before.clock.heard(1_005_000, 1_000_000, 1_000_000);
  const { device_time, offset } = before.clock.read();
  const after = phone(999_000);
  after.clock.restore(before.clock.kept());
  assert.equal(after.clock.offset, 5000);
  const next = after.clock.read();
  assert.ok(next.device_time + next.offset > device_time + offset);
});

/** The time that a scan read at `reading` is told with, once the server was heard. */
const mended = (clock, reading) => reading.device_time + (clock.mend(reading) ?? reading.offset);

test("a clock that was wrong before the server was heard: scans made meanwhile get their true time", () => {
  const { clock, pass, set } = phone();
  clock.restore({ samples: [{ offset: 0, took: 10 }], last: 1_000_000 });
  set(-7_200_000); // the phone was started anew and lost two hours
  const first = clock.read();
  pass(60_000);
  const second = clock.read();
  assert.ok(clock.isUnsure);
  pass(60_000);
  clock.heard(1_120_010, 1_120_000 - 7_200_000, 1_120_020 - 7_200_000);
  assert.ok(!clock.isUnsure);
  assert.ok(Math.abs(mended(clock, first) - 1_000_000) < 50, String(mended(clock, first)));
  assert.ok(Math.abs(mended(clock, second) - 1_060_000) < 50, String(mended(clock, second)));
});

test("a scan made before the clock was set wrong keeps its time", () => {
  const { clock, pass, set } = phone();
  clock.heard(1_000_010, 1_000_000, 1_000_020);
  pass(1000);
  const early = clock.read();
  set(5 * 3_600_000);
  const late = clock.read();
  pass(1000);
  clock.heard(1_002_010, 19_002_000, 19_002_020);
  assert.equal(clock.mend(early), null);
  assert.ok(Math.abs(mended(clock, late) - 1_001_000) < 50);
});

test("a scan is told once: what was sent is not mended any more, nor what an earlier life of the page read", () => {
  const { clock, set } = phone();
  clock.heard(1_000_010, 1_000_000, 1_000_020);
  set(3_600_000);
  const reading = clock.read();
  clock.told([reading]);
  clock.heard(1_000_050, 4_600_040, 4_600_060);
  assert.equal(clock.mend(reading), null);
  assert.equal(clock.mend({ device_time: 5, offset: 6 }), null);
});

test("a clock that is right mends nothing", () => {
  const { clock, pass } = phone();
  clock.heard(1_000_010, 1_000_000, 1_000_020);
  pass(1000);
  const reading = clock.read();
  pass(1000);
  clock.heard(1_002_300, 1_002_000, 1_002_400);
  assert.equal(clock.mend(reading), null);
});
