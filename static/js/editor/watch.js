/** Looks every few seconds at what others do, while somebody looks at the page. */

const PAUSE_MS = 3000;

export class Watch {
  #since = ""; // nothing seen yet, so nothing to be told of
  #timer = null;

  /** changed(state): the draft as it is now. away(isAway): whether the server can be reached. */
  constructor({ api, queue, changed, away }) {
    Object.assign(this, { api, queue, changed, away });
    document.addEventListener("visibilitychange", () => document.hidden || this.look());
    addEventListener("online", () => this.look());
  }

  async look() {
    clearTimeout(this.#timer);
    const { turn } = this.queue;
    try {
      if (!this.queue.length) {
        const state = await this.api.state(this.#since, () => this.queue.turn === turn);
        if (state) {
          this.#since = state.newest;
          this.changed(state);
        }
        if (!this.queue.length) this.away(null);
      }
    } catch (error) {
      this.away(error);
    }
    clearTimeout(this.#timer);
    if (!document.hidden) this.#timer = setTimeout(() => this.look(), PAUSE_MS);
  }
}
