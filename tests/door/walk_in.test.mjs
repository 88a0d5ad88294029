import assert from "node:assert/strict";
import { test } from "node:test";
import { Unreached } from "../../static/door/api.js";
import { createWalkIn } from "../../static/door/walk_in.js";

/** As much of an element as the form needs. */
function element(more = {}) {
  const heard = {};
  return {
    hidden: false, disabled: false, textContent: "", value: "", heard,
    addEventListener: (name, work) => (heard[name] = work), setAttribute() {}, focus() {}, reset() {}, replaceChildren() {}, ...more,
  };
}

const NAMES = ["walkInCategory", "walkInBadge", "walkInBlank", "walkInSend", "walkInError", "walkInOpen", "blankFor", "blankWait", "blankCancel"];

/** The form of a phone; `filled` is what stands in its fields. */
function form({ hasBlanks, offline = false, rehearsal = false, server = { code: "T", state: "confirmed" }, filled = { name: "Ada", category: "visitor" } }) {
  globalThis.FormData = class { constructor() { return Object.entries(filled); } };
  globalThis.Option = class {};
  const parts = Object.fromEntries(NAMES.map((name) => [name, element()]));
  parts.walkIn = element({ elements: { name: element() } });
  const state = { hasBlanks, offline, waiting: 0, registered: [], sent: [] };
  const api = { walkIn: async (body) => { state.sent.push(body); if (server instanceof Error) throw server; return server; } };
  const walkIn = createWalkIn({
    parts, texts: (key) => key, api, newId: () => "id", language: "en", blanks: { look: async () => ({ number: 17 }) },
    isOffline: () => state.offline, isRehearsal: () => rehearsal, hasBlanks: () => state.hasBlanks,
    onRegistered: (answer) => state.registered.push(answer), onGiven() {}, onWaiting: () => (state.waiting += 1),
  });
  const send = (submitter = parts.walkInSend) => parts.walkIn.heard.submit({ preventDefault() {}, submitter });
  const open = () => parts.walkInOpen.heard.click();
  const said = () => (parts.walkInError.hidden ? "" : parts.walkInError.textContent);
  return { walkIn, parts, state, send, open, said };
}

test("blank badges are offered where there are any", async () => {
  const { parts, open, state, walkIn } = form({ hasBlanks: false });
  await open();
  assert.equal(parts.walkInBlank.hidden, true);
  state.hasBlanks = true;
  walkIn.offer([]); // the phone heard of a pile
  assert.equal(parts.walkInBlank.hidden, false);
  await walkIn.begin("T"); // one is in hand already
  assert.equal(parts.walkInBlank.hidden, true);
});

test("with a network nobody needs one", async () => {
  const { send, state, said } = form({ hasBlanks: false });
  await send();
  assert.deepEqual([state.registered.length, state.waiting, said()], [1, 0, ""]);
});

test("without a network and without blank badges staff are told what to do, before and after they typed", async () => {
  const { open, send, said, state, parts } = form({ hasBlanks: false, offline: true });
  await open();
  assert.equal(said(), "walkin.no_blanks");
  await send();
  assert.deepEqual([said(), state.waiting, state.sent.length, parts.blankWait.hidden], ["walkin.no_blanks", 0, 0, true]);
  state.offline = false;
  await send();
  assert.deepEqual([said(), state.registered.length], ["", 1]);
});

test("a server that falls silent is the same, and what was typed is sent again under its id", async () => {
  const { send, said, state } = form({ hasBlanks: false, server: new Unreached() });
  await send();
  await send();
  assert.deepEqual([said(), state.waiting, state.sent.map(({ id }) => id)], ["walkin.no_blanks", 0, ["id", "id"]]);
});

test("practice without a pile says so, and waits for no badge", async () => {
  const { send, said, state } = form({ hasBlanks: false, rehearsal: true });
  await send();
  assert.deepEqual([said(), state.waiting, state.sent.length], ["walkin.practice", 0, 0]);
});

test("with blank badges a phone without a network waits for one", async () => {
  const { open, send, said, state, parts } = form({ hasBlanks: true, offline: true });
  await open();
  assert.equal(said(), "");
  await send();
  assert.deepEqual([said(), state.waiting, parts.blankWait.hidden], ["", 1, false]);
});
