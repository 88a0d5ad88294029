import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal, SignedOut, Unreached, createApi } from "../../static/door/api.js";
import { Contact } from "../../static/door/contact.js";

const URLS = { scan: "/scans", undo: "/undo", search: "/search", state: "/state" };
const json = (content, status = 200, type = "application/json") => new Response(JSON.stringify(content), { status, headers: { "Content-Type": type } });

/** An api whose fetch gives these answers in turn (a function is called with the request). */
function apiWith(...answers) {
  const requests = [];
  const contact = new Contact(0);
  const fetch = async (url, options) => {
    requests.push({ url, ...options });
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return typeof answer === "function" ? answer(options) : answer;
  };
  return { api: createApi({ urls: URLS, csrf: "token-1", contact, fetch, clock: () => 0, waits: [5, 5, 5] }), requests, contact };
}

test("a lost answer is asked for again with the very same body", async () => {
  const { api, requests, contact } = apiWith(new TypeError("network"), json({}, 503), json({ verdict: "in" }));
  assert.deepEqual(await api.scan({ scan_id: "x" }), { verdict: "in" });
  assert.deepEqual(requests.map(({ body }) => body), Array(3).fill('{"scan_id":"x"}'));
  assert.equal(requests[0].headers["X-CSRF-Token"], "token-1");
  assert.equal(contact.isOnline, true);
});

test("a server that stays silent is given up within the waits, and the door is offline", async () => {
  const silent = ({ signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  const { api, requests, contact } = apiWith(silent, silent, silent);
  await assert.rejects(api.scan({ scan_id: "x" }), Unreached);
  assert.equal(requests.length, 3);
  assert.equal(contact.isOnline, false);
});

test("a door that has moved on does not ask again", async () => {
  const { api, requests } = apiWith(new TypeError("network"), json({}));
  await assert.rejects(api.scan({ scan_id: "x" }, () => false), Unreached);
  assert.equal(requests.length, 1);
});

test("a refusal carries the server's words and is not asked again", async () => {
  const { api, requests, contact } = apiWith(json({ title: "Too late", detail: "It is 09:20." }, 409, "application/problem+json"));
  await assert.rejects(api.undo({}), (error) => error instanceof Refusal && error.status === 409 && error.title === "Too late" && error.detail === "It is 09:20.");
  assert.equal(requests.length, 1);
  assert.equal(contact.isOnline, true, "a no is an answer");
});

test("an ended sign-in is told apart, also when it shows as a redirect", async () => {
  await assert.rejects(apiWith(json({}, 401)).api.state(), SignedOut);
  const { api, requests } = apiWith({ type: "opaqueredirect", status: 0 });
  await assert.rejects(api.state(), SignedOut);
  assert.equal(requests[0].redirect, "manual");
});

test("a captive portal's page is no answer", async () => {
  const page = () => new Response("<h1>Free Wi-Fi</h1>", { headers: { "Content-Type": "text/html" } });
  await assert.rejects(apiWith(page, page, page).api.scan({}), Unreached);
});

test("the token that comes with the state is used from then on", async () => {
  const { api, requests } = apiWith(json({ csrf: "token-2" }), json({}));
  await api.state();
  await api.scan({});
  assert.equal(requests[1].headers["X-CSRF-Token"], "token-2");
});

test("a token gone stale while the phone slept is renewed and the same question asked again", async () => {
  const { api, requests } = apiWith(json({ title: "Bad Request" }, 400), json({ csrf: "token-2" }), json({ verdict: "in" }));
  assert.deepEqual(await api.scan({ scan_id: "x" }), { verdict: "in" });
  assert.deepEqual(requests.map(({ url }) => url), ["/scans", "/state", "/scans"]);
  assert.equal(requests[2].body, requests[0].body);
  assert.equal(requests[2].headers["X-CSRF-Token"], "token-2");
});

test("a request that stays refused is not asked for ever", async () => {
  const bad = () => json({}, 400);
  const { api, requests } = apiWith(bad, json({ csrf: "token-2" }), bad);
  await assert.rejects(api.scan({}), Refusal);
  assert.equal(requests.length, 3);
});

test("what is searched for is quoted", async () => {
  const { api, requests } = apiWith(json({ results: [] }));
  await api.search("Өмүр & co");
  assert.equal(requests[0].url, "/search?q=%D3%A8%D0%BC%D2%AF%D1%80%20%26%20co");
});
