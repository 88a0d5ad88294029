/**
 * Whether the server answers, found out by itself. The browser's word on it (navigator.onLine) is a hint: a captive
 * portal is "online" too. A server that answers, but too slowly for somebody standing at the door, is not asked first.
 */

export const QUICK_MS = 1200;

export class Contact {
  #lastAnswer = null;
  #isOnline = false;
  #isQuick = true;

  /** `onBack`: the server answers again after a silence. */
  constructor({ onChange = () => {}, onBack = () => {} } = {}) {
    Object.assign(this, { onChange, onBack });
  }

  get isOnline() {
    return this.#isOnline;
  }

  /** Ask the server before deciding? */
  get isQuick() {
    return this.#isOnline && this.#isQuick;
  }

  /** When the server last answered, ms of the server's time; null: never. */
  get lastAnswer() {
    return this.#lastAnswer;
  }

  /** Takes over when the server answered an earlier life of the page. */
  restore(lastAnswer) {
    this.#lastAnswer ??= lastAnswer ?? null;
  }

  answered(at, tookMs) {
    const wasOnline = this.#isOnline;
    this.#lastAnswer = at;
    this.#isOnline = true;
    this.#isQuick = tookMs < QUICK_MS;
    this.onChange();
    if (!wasOnline) this.onBack();
  }

  failed() {
    this.#isOnline = false;
    this.onChange();
  }

  /** Whole minutes since the last answer. */
  minutesSilent(at) {
    return this.#lastAnswer === null ? 0 : Math.max(0, Math.floor((at - this.#lastAnswer) / 60_000));
  }
}
