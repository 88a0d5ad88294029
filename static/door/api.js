/** The door's calls. What an answer means is the caller's business; here it is only told apart from silence. */

/** No answer: a network gone, a server stopped, a captive portal, patience over. */
export class Unreached extends Error {
  constructor(retryAfterMs = 0) {
    super("no answer");
    this.retryAfterMs = retryAfterMs;
  }
}

/** The server said no to the request itself (a verdict "no" is an answer, not this). `body` is its problem+json. */
export class Refusal extends Error {
  constructor(status, body) {
    super(body.detail || body.title || String(status));
    this.status = status;
    this.code = body.code ?? "";
    this.body = body;
  }
}

const BASE = "/door/api/v1";
const PATIENCE_MS = 8000;
const TRY_LATER = new Set([429, 502, 503, 504]);

export function createApi({ token, language, contact, clock, fetch = (...args) => globalThis.fetch(...args), wall = Date.now }) {
  /** `patience` in ms; `cancel` an AbortSignal of somebody who no longer wants to know. */
  async function call(path, { body, query = {}, headers = {}, patience = PATIENCE_MS, cancel } = {}) {
    const controller = new AbortController();
    const stop = () => controller.abort();
    const timer = setTimeout(stop, patience);
    cancel?.addEventListener("abort", stop);
    const sentAt = wall();
    try {
      const response = await fetch(address(path, query), { ...request(body, headers), signal: controller.signal });
      const answer = await understood(response);
      heard(answer, sentAt);
      return answer;
    } catch (error) {
      if (cancel?.aborted) throw error;
      if (error instanceof Refusal) {
        contact.answered(clock.now(), wall() - sentAt);
        throw error;
      }
      contact.failed();
      throw error instanceof Unreached ? error : new Unreached();
    } finally {
      clearTimeout(timer);
      cancel?.removeEventListener("abort", stop);
    }
  }

  function address(path, query) {
    const given = Object.entries({ ...query, lang: language }).filter(([, value]) => value !== undefined && value !== null);
    return `${BASE}/${path}?${new URLSearchParams(given)}`;
  }

  function request(body, more) {
    const headers = { Accept: "application/json", ...more };
    if (token()) headers.Authorization = `Device ${token()}`;
    const common = { headers, credentials: "omit", cache: "no-store", redirect: "error" };
    if (body === undefined) return common;
    return { ...common, method: "POST", body: JSON.stringify(body), headers: { ...headers, "Content-Type": "application/json" } };
  }

  function heard(answer, sentAt) {
    const receivedAt = wall();
    if (answer.server_time) clock.heard(answer.server_time, sentAt, receivedAt);
    contact.answered(clock.now(), receivedAt - sentAt);
  }

  return {
    pair: (code, agent) => call("pair", { body: { code, agent } }),
    pairState: (claim) => call("pair/state", { body: { claim } }),
    /** null when nothing changed since the answer that had this tag. */
    config: (tag) => call("config", { headers: tag ? { "If-None-Match": tag } : {} }),
    snapshot: (cursor) => call("snapshot", { query: { cursor }, patience: 60_000 }),
    scan: (scan, patience) => call("scan", { body: scan, patience }),
    sync: (body) => call("sync", { body, patience: 30_000 }),
    search: (words, point, cancel) => call("search", { query: { q: words, point }, patience: 4000, cancel }),
    /** `record`: of their badge, as lists hold it. */
    walkIn: (person, patience = 10_000) => call("walkin", { body: person, patience }),
    print: (job) => call("print", { body: job }),
  };
}

async function understood(response) {
  if (response.status === 304) return { unchanged: true };
  if (TRY_LATER.has(response.status)) throw new Unreached(1000 * (Number(response.headers.get("Retry-After")) || 0));
  const isJson = /^application\/(?:problem\+)?json/.test(response.headers.get("Content-Type") ?? "");
  if (response.ok && !isJson) throw new Unreached(); // a captive portal answering for the server
  const content = isJson ? await response.json() : {};
  if (response.status >= 500) throw new Unreached();
  if (!response.ok) throw new Refusal(response.status, content);
  const tag = response.headers.get("ETag");
  return tag ? { ...content, tag } : content;
}
