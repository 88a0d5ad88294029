/** What is always visible besides the verdict: whether the server answers (found out by itself), and how many are inside. */

import { SignedOut } from "./api.js";

const POLL_MS = 5000;

export function createStatus({ parts, texts, contact, api, clock = Date.now, onState, onSignedOut }) {
  let timer = null;
  let isAsking = false;
  let news = 0;

  function draw() {
    const minutes = contact.minutesSilent(clock());
    parts.contact.dataset.online = String(contact.isOnline);
    parts.contactWord.textContent = contact.isOnline
      ? texts("online")
      : minutes ? texts("offline.minutes", { minutes }) : texts("offline");
  }

  /** Newer figures, told by the answer to a scan. */
  function tell(counts) {
    news += 1;
    count(counts);
  }

  function count(counts) {
    if (!counts) return;
    parts.inside.textContent = counts.inside;
    parts.expected.textContent = counts.expected;
  }

  async function poll() {
    clearTimeout(timer);
    if (document.visibilityState !== "visible" || isAsking) return;
    isAsking = true;
    const before = news;
    try {
      const state = await api.state();
      if (news !== before) return; // a scan was answered meanwhile: what was asked before it is stale
      count(state.counts);
      onState(state);
    } catch (error) {
      if (error instanceof SignedOut) onSignedOut();
    } finally {
      isAsking = false;
      draw();
      timer = setTimeout(poll, POLL_MS);
    }
  }

  contact.onChange = draw;
  document.addEventListener("visibilitychange", poll);
  window.addEventListener("online", poll);
  window.addEventListener("offline", () => contact.failed());
  draw();
  return { poll, tell };
}
