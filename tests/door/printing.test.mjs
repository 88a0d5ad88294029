import assert from "node:assert/strict";
import { test } from "node:test";
import { createPrinting } from "../../static/door/printing.js";
import { textsFrom } from "../../static/door/texts.js";

const texts = textsFrom(new Map([["print.ask", "Print?"], ["print.sent", "sent"], ["print.station", "at {station}"], ["print.again", "again {time}"], ["print.waits", "waits"], ["print.failed", "failed"]]));

function setUp({ print = true, waits = false } = {}) {
  const parts = { printBadge: { hidden: true, addEventListener: (_kind, act) => (parts.tap = () => act({ stopPropagation() {} })) }, printLabel: { textContent: "" } };
  const jobs = [];
  const device = { config: { device: { rights: { print } } }, rights: { station: "front" } };
  const printing = createPrinting({ parts, texts, api: { print: async (job) => (jobs.push(job), { waits }) }, device, newId: () => "id", clockTime: () => () => "09:14" });
  return { printing, parts, jobs, says: () => (parts.printBadge.hidden ? null : parts.printLabel.textContent) };
}

test("what the server did about the badge of somebody new is said, and not done twice by itself", () => {
  for (const [sent, words] of [[{ task: "a", station: "Front desk" }, "at Front desk"], [{ task: "a", station: "" }, "sent"], [{ failed: "No station is there" }, "No station is there"]]) {
    const { printing, jobs, says } = setUp();
    printing.offer({ lookup: "A" }, { isNow: true, sent });
    assert.deepEqual([says(), jobs], [words, []]);
  }
});

test("a tap prints it again, and says so to the server", () => {
  const { printing, parts, jobs } = setUp();
  printing.offer({ lookup: "A" }, { sent: { task: "a", station: "Front desk" } });
  parts.tap();
  assert.deepEqual(jobs.map(({ lookup, again }) => [lookup, again]), [["A", true]]);
});

test("staff hear that no printer answers", async () => {
  const { printing, says } = setUp({ waits: true });
  printing.offer({ lookup: "A" }, { isNow: true });
  await new Promise((done) => setImmediate(done));
  assert.equal(says(), "waits");
});

test("a phone that may not print offers nothing", () => {
  const { printing, says } = setUp({ print: false });
  printing.offer({ lookup: "A" });
  assert.equal(says(), null);
});
