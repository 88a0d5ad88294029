/** The designer's calls. Nobody answering is Unreached; a "no" is a Refusal with the server's words or problems. */

export class Unreached extends Error {}
export class SignedOut extends Error {}

export class Refusal extends Error {
  constructor(status, { words = "", code = "", problems = [] }) {
    super(words || problems[0]?.words || String(status));
    Object.assign(this, { status, code, problems });
  }
}

const PATIENCE_MS = 10_000;

export function createApi({ urls, csrf }) {
  async function call(url, init = {}) {
    const signals = [AbortSignal.timeout(PATIENCE_MS), ...(init.signal ? [init.signal] : [])];
    const signal = AbortSignal.any?.(signals) ?? signals.at(-1); // older tablets cannot join them
    let response;
    try {
      response = await fetch(url, { credentials: "same-origin", cache: "no-store", redirect: "manual", ...init, signal });
    } catch (error) {
      if (init.signal?.aborted) throw error;
      throw new Unreached();
    }
    if (response.type === "opaqueredirect" || response.status === 401) throw new SignedOut();
    if (!/^application\/json/.test(response.headers.get("Content-Type") ?? "")) {
      if (response.status === 400) throw new Refusal(400, {});
      throw new Unreached();
    }
    const content = await response.json();
    if (!response.ok) throw new Refusal(response.status, content);
    return content;
  }

  /** A page that was open for long has an old token: the page is asked for a new one, once. */
  async function post(url, body, { headers = {}, signal } = {}) {
    const send = () => call(url, { method: "POST", body, headers: { ...headers, "X-CSRF-Token": csrf }, signal });
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 400) throw error;
      csrf = (await freshPage())?.querySelector("input[name=csrf_token]")?.value ?? csrf;
      return send();
    }
  }

  const json = (url, message, signal) => post(url, JSON.stringify(message), { headers: { "Content-Type": "application/json" }, signal });

  return {
    rules: () => call(urls.rules),
    preview: (message, signal) => json(urls.preview, message, signal),
    save: (design, version) => json(urls.save, { design, version }),
    keep: (design) => json(urls.keep, { design }),
    addPicture(file) {
      const form = new FormData();
      form.append("picture", file);
      return post(urls.pictures, form);
    },
  };
}

/** The page as it is now, or null. */
export async function freshPage() {
  const response = await fetch(location.href, { credentials: "same-origin", redirect: "manual" }).catch(() => null);
  return response?.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
}
