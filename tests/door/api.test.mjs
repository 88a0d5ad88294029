import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal, Unreached, createApi } from "../../static/door/api.js";
import { Contact } from "../../static/door/contact.js";
import { DoorClock } from "../../static/door/rules/clock.js";

const json = (content, status = 200, headers = {}) => new Response(JSON.stringify(content), { status, headers: { "Content-Type": "application/json", ...headers } });

/** An api whose fetch gives these answers in turn (a function is called with the request). */
function apiWith(...answers) {
  const requests = [];
  const contact = new Contact();
  const clock = new DoorClock({ wall: () => 1000, steady: () => 0 });
  const fetch = async (url, options) => {
    requests.push({ url, ...options });
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return typeof answer === "function" ? answer(options) : answer;
  };
  return { api: createApi({ token: () => "secret", language: "ru", contact, clock, fetch, wall: () => 1000 }), requests, contact, clock };
}

test("a call carries the phone's token in a header, no cookie, and asks in the page's language", async () => {
  const { api, requests } = apiWith(json({}));
  await api.sync({ events: [] });
  const [{ url, method, headers, credentials, body }] = requests;
  assert.equal(url, "/door/api/v1/sync?lang=ru");
  assert.deepEqual([method, headers.Authorization, credentials, body], ["POST", "Device secret", "omit", '{"events":[]}']);
});

test("the server's time in an answer sets the clock", async () => {
  const { api, clock, contact } = apiWith(json({ server_time: 6000 }));
  await api.snapshot(null);
  assert.equal(clock.offset, 5000);
  assert.equal(contact.isOnline, true);
});

test("a server that stays silent is given up in time, and the door is offline", async () => {
  const silent = ({ signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  const { api, contact } = apiWith(silent);
  await assert.rejects(api.scan({}, 5), Unreached);
  assert.equal(contact.isOnline, false);
});

test("a stopped server, a proxy without one and a captive portal are silence", async () => {
  const page = new Response("<h1>Free Wi-Fi</h1>", { headers: { "Content-Type": "text/html" } });
  for (const answer of [new TypeError("network"), json({}, 502), json({}, 500), page]) {
    const { api, contact } = apiWith(answer);
    await assert.rejects(api.config(), Unreached);
    assert.equal(contact.isOnline, false);
  }
});

test("a server that is busy says when to come again", async () => {
  await assert.rejects(apiWith(json({}, 429, { "Retry-After": "7" })).api.sync({}), (error) => error instanceof Unreached && error.retryAfterMs === 7000);
});

test("a refusal carries the server's words, and is an answer", async () => {
  const { api, contact } = apiWith(json({ code: "device_revoked", detail: "Ended", wipe: true }, 403));
  await assert.rejects(api.sync({}), (error) => error instanceof Refusal && error.status === 403 && error.code === "device_revoked" && error.body.wipe && error.message === "Ended");
  assert.equal(contact.isOnline, true);
});

test("an unchanged setup is told apart by its tag", async () => {
  const { api, requests } = apiWith(json({ points: [] }, 200, { ETag: '"a"' }), new Response(null, { status: 304 }));
  assert.deepEqual(await api.config(), { points: [], tag: '"a"' });
  assert.deepEqual(await api.config('"a"'), { unchanged: true });
  assert.equal(requests[1].headers["If-None-Match"], '"a"');
});

test("what is searched for is quoted", async () => {
  const { api, requests } = apiWith(json({ results: [] }));
  await api.search("Өмүр & co", "main");
  assert.equal(requests[0].url, "/door/api/v1/search?q=%D3%A8%D0%BC%D2%AF%D1%80+%26+co&point=main&lang=ru");
});

test("whoever no longer wants to know is not told that the server is silent", async () => {
  const cancel = new AbortController();
  const { api, contact } = apiWith(json({}), ({ signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))));
  await api.config();
  const asked = api.search("x", "main", cancel.signal);
  cancel.abort();
  await assert.rejects(asked);
  assert.equal(contact.isOnline, true);
});
