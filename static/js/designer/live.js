/**
 * The server's drawing of what is on the board. One request is on its way at most: while it is, the newest state waits,
 * and a request that takes too long is given up for it. An answer is never shown after a newer one.
 */

import { Refusal } from "./api.js";

const WAIT_MS = 12; // several changes of one frame are one request
const LONG_MS = 400;

export class Live {
  #next = null;
  #timer = 0;
  #running = null;

  /** shown(answer, message); refused(problems, message); away(error or null) */
  constructor({ api, shown, refused, away }) {
    Object.assign(this, { api, shown, refused, away });
  }

  ask(message) {
    this.#next = message;
    if (this.#running && performance.now() - this.#running.since > LONG_MS) this.#running.abort.abort();
    if (!this.#timer && !this.#running) this.#timer = setTimeout(() => this.#send(), WAIT_MS);
  }

  async #send() {
    const message = this.#next;
    const abort = new AbortController();
    this.#timer = 0;
    this.#next = null;
    this.#running = { abort, since: performance.now() };
    try {
      const answer = await this.api.preview(message, abort.signal);
      this.away(null);
      this.shown(answer, message);
    } catch (error) {
      if (error instanceof Refusal) this.refused(error, message);
      else if (!abort.signal.aborted) this.away(error);
    } finally {
      this.#running = null;
    }
    if (this.#next) this.#send();
  }
}

/** The drawing as an element; nothing in it can run, and pictures in it load nothing. */
export function drawingOf(svg) {
  const drawing = document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true);
  drawing.setAttribute("aria-hidden", "true");
  drawing.setAttribute("focusable", "false");
  drawing.querySelector("title")?.remove();
  return drawing;
}
