import assert from "node:assert/strict";
import { test } from "node:test";
import { Contact } from "../../static/door/contact.js";

test("silence is counted from the last answer, in whole minutes", () => {
  const contact = new Contact(0);
  contact.answered(60_000);
  contact.failed();
  assert.equal(contact.isOnline, false);
  assert.deepEqual([119_999, 120_000, 780_000].map((at) => contact.minutesSilent(at)), [0, 1, 12]);
  contact.answered(800_000);
  assert.deepEqual([contact.isOnline, contact.minutesSilent(800_000)], [true, 0]);
});
