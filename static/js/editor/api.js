/** The editor's calls. Nobody answering is Unreached; a "no" is a Refusal with the server's words. */

export class Unreached extends Error {}
export class SignedOut extends Error {}

export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || String(status));
    this.status = status;
    this.code = problem.code ?? "";
    this.present = problem.present ?? null;
  }
}

const PATIENCE_MS = 8000;
const AWAY = new Set([502, 503, 504]);

export function createApi({ urls, tab, language }) {
  let csrf = "";
  let etag = "";

  async function call(url, init = {}) {
    const headers = { Accept: "application/json", "X-Tab": tab, ...init.headers };
    let response;
    try {
      response = await fetch(url, { credentials: "same-origin", cache: "no-store", redirect: "manual", ...init, headers, signal: AbortSignal.timeout(PATIENCE_MS) });
    } catch {
      throw new Unreached();
    }
    if (response.status === 304) return null;
    return understood(response);
  }

  /** The draft; null when nothing happened, or when `isStill` says that the answer is older than what was done since. */
  async function state(since, isStill = () => true) {
    const answer = await call(`${urls.state}?since=${since}`, { headers: etag ? { "If-None-Match": etag } : {} });
    if (!answer || !isStill()) return null;
    csrf = answer.csrf;
    etag = `"${answer.tag}-${language}"`;
    return answer;
  }

  async function post(url, message) {
    const send = () => call(url, { method: "POST", body: JSON.stringify(message), headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf } });
    let answer;
    try {
      answer = await send();
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 400) throw error;
      csrf = (await call(`${urls.state}?since=`)).csrf; // a page open for days outlives its first token
      answer = await send();
    }
    // nobody else did anything in between, so what is shown now is the newest there is
    if (etag === `"${answer.before}-${language}"`) etag = `"${answer.tag}-${language}"`;
    return answer;
  }

  return {
    state,
    move: (moves) => post(urls.moves, { moves }),
    add: (session) => post(urls.sessions, session),
    repeat: (repeat) => post(urls.repeats, repeat),
    free: (card) => call(`${urls.free}?${new URLSearchParams({ session: card.session, slot: card.slot ?? "" })}`),
  };
}

async function understood(response) {
  if (response.type === "opaqueredirect" || response.status === 401) throw new SignedOut();
  if (AWAY.has(response.status)) throw new Unreached();
  const isJson = /^application\/(?:problem\+)?json/.test(response.headers.get("Content-Type") ?? "");
  if (!isJson) throw new Unreached(); // a captive portal answering for the server
  const content = await response.json();
  if (!response.ok) throw new Refusal(response.status, content);
  return content;
}
