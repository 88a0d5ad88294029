/**
 * The door's four calls. A question that may have been lost is asked again with the very same body: the scan id in it
 * makes the server answer the same words, never twice.
 */

export const WAITS_MS = [1200, 2500, 5000]; // how long each try may take
const PAUSE_MS = 300; // before the next try, when a server fails at once
const WORTH_RETRYING = new Set([502, 503, 504]);

/** No answer, however often asked. */
export class Unreached extends Error {}

/** The sign-in has ended. */
export class SignedOut extends Error {}

/** The server said no to the request itself (a verdict "no" is an answer, not this). */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || String(status));
    this.status = status;
    this.title = problem.title ?? "";
    this.detail = problem.detail ?? "";
  }
}

export function createApi({ urls, csrf, contact, fetch = (...args) => globalThis.fetch(...args), clock = Date.now, waits: patience = WAITS_MS }) {
  let token = csrf;

  /** One try; `cancel` is an AbortSignal of somebody who no longer wants to know. */
  async function once(url, { body, wait, cancel }) {
    const controller = new AbortController();
    const stop = () => controller.abort();
    const timer = setTimeout(stop, wait);
    cancel?.addEventListener("abort", stop);
    try {
      const response = await fetch(url, { ...request(body), signal: controller.signal });
      return await understood(response);
    } finally {
      clearTimeout(timer);
      cancel?.removeEventListener("abort", stop);
    }
  }

  function request(body) {
    const headers = { Accept: "application/json" };
    const common = { headers, credentials: "same-origin", cache: "no-store", redirect: "manual" };
    if (body === undefined) return common;
    return { ...common, method: "POST", body, headers: { ...headers, "Content-Type": "application/json", "X-CSRF-Token": token } };
  }

  /** Tries until somebody answers, waits are over or `isWanted()` says that the door has moved on. */
  async function persist(url, { body, isWanted = () => true, waits = patience, cancel }) {
    for (const wait of waits) {
      try {
        const answer = await once(url, { body, wait, cancel });
        contact.answered(clock());
        return answer;
      } catch (error) {
        if (cancel?.aborted) throw error;
        if (error instanceof Refusal || error instanceof SignedOut) {
          contact.answered(clock());
          throw error;
        }
        contact.failed();
        if (!isWanted()) break;
        if (wait !== waits.at(-1)) await new Promise((resolve) => setTimeout(resolve, Math.min(wait, PAUSE_MS)));
      }
    }
    throw new Unreached();
  }

  async function state() {
    const answer = await persist(urls.state, { waits: [4000] });
    if (answer.csrf) token = answer.csrf; // a page open all day outlives its first token
    return answer;
  }

  async function post(url, message, isWanted) {
    const body = JSON.stringify(message);
    try {
      return await persist(url, { body, isWanted });
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 400) throw error;
      await state(); // the phone slept for long and its token went stale: a new one, the same question
      return persist(url, { body, isWanted });
    }
  }

  return {
    scan: (scan, isWanted) => post(urls.scan, scan, isWanted),
    undo: (undo) => post(urls.undo, undo),
    search: (words, cancel) => persist(`${urls.search}${urls.search.includes("?") ? "&" : "?"}q=${encodeURIComponent(words)}`, { waits: [4000], cancel }),
    state,
  };
}

async function understood(response) {
  if (response.type === "opaqueredirect" || response.status === 401) throw new SignedOut();
  if (WORTH_RETRYING.has(response.status)) throw new Unreached();
  const isJson = /^application\/(?:problem\+)?json/.test(response.headers.get("Content-Type") ?? "");
  const content = isJson ? await response.json() : {};
  if (!response.ok) throw new Refusal(response.status, content);
  if (!isJson) throw new Unreached(); // a captive portal answering for the server
  return content;
}
