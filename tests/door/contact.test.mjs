import assert from "node:assert/strict";
import { test } from "node:test";
import { Contact, QUICK_MS } from "../../static/door/contact.js";

test("a phone is offline until the server answered", () => {
  const contact = new Contact();
  assert.equal(contact.isOnline, false);
  contact.answered(1000, 50);
  assert.equal(contact.isOnline, true);
  assert.equal(contact.minutesSilent(1000 + 125_000), 2);
});

test("the end of a silence is told once", () => {
  let times = 0;
  const contact = new Contact({ onBack: () => (times += 1) });
  for (const step of ["answered", "answered", "failed", "answered"]) contact[step](0, 10);
  assert.equal(times, 2);
});

test("a server too slow for a person at the door is not asked first, until it is quick again", () => {
  const contact = new Contact();
  contact.answered(0, QUICK_MS + 1);
  assert.deepEqual([contact.isOnline, contact.isQuick], [true, false]);
  contact.answered(0, 100);
  assert.equal(contact.isQuick, true);
  contact.failed();
  assert.equal(contact.isQuick, false);
});

test("an earlier life's contact counts until there is a newer one", () => {
  const contact = new Contact();
  contact.restore(60_000);
  assert.equal(contact.minutesSilent(180_000), 2);
  contact.answered(180_000, 10);
  contact.restore(60_000);
  assert.equal(contact.lastAnswer, 180_000);
});
