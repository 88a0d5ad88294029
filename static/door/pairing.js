/** Becoming a door: a code, a number to compare, and a token that is handed out once. */

import { Refusal, Unreached } from "./api.js";
import { pairCodeIn } from "./code.js";

const ASK_EVERY_MS = 1500;
const WHY = { pair_code_unknown: "pair.unknown", pair_code_used: "pair.used" };

/** `onToken(token)` once the organiser has confirmed; `claim` of an earlier life of the page goes on. */
export function createPairing({ parts, texts, api, views, keepClaim, onToken, agent = navigator.userAgent }) {
  let timer = null;

  async function offer(text) {
    const code = pairCodeIn(text);
    if (!code) return complain("pair.wrong");
    complain("");
    try {
      const { claim, match, event } = await api.pair(code, agent.slice(0, 300));
      const waiting = { claim, match, event: event.name };
      await keepClaim(waiting);
      wait(waiting);
    } catch (error) {
      complain(why(error));
    }
  }

  function why(error) {
    if (error instanceof Unreached) return error.retryAfterMs ? "pair.often" : "pair.unreached";
    return error instanceof Refusal ? (WHY[error.code] ?? "pair.unknown") : "pair.unreached";
  }

  function complain(key) {
    views("pair");
    parts.pairError.textContent = key && texts(key);
    parts.pairError.hidden = !key;
    parts.pairCode.setAttribute("aria-invalid", String(Boolean(key)));
    if (key) parts.pairCode.focus();
  }

  function wait(waiting) {
    views("waiting");
    parts.waitingEvent.textContent = waiting.event;
    parts.match.textContent = waiting.match;
    ask(waiting);
  }

  async function ask(waiting) {
    clearTimeout(timer);
    try {
      const { state, token } = await api.pairState(waiting.claim);
      parts.waitingState.textContent = "";
      if (token) return finish(token);
      if (state !== "waiting") return stop(state === "refused" ? "pair.refused" : "pair.used");
    } catch (error) {
      if (error instanceof Refusal) return stop(why(error));
      parts.waitingState.textContent = texts("pair.unreached");
    }
    timer = setTimeout(() => ask(waiting), ASK_EVERY_MS);
  }

  async function finish(token) {
    await keepClaim(undefined);
    parts.pairCode.value = "";
    onToken(token);
  }

  async function stop(key) {
    clearTimeout(timer);
    await keepClaim(undefined);
    complain(key);
  }

  parts.pairForm.addEventListener("submit", (event) => {
    event.preventDefault();
    offer(parts.pairCode.value);
  });
  parts.cancelPairing.addEventListener("click", () => stop(""));

  return { offer, wait, start: () => views("pair") };
}
