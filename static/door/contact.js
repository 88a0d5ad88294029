/** Whether the server answers. The browser's own word on it (navigator.onLine) is a hint: a captive portal is "online" too. */

export class Contact {
  #lastAnswer;
  #isOnline = true;

  constructor(at, onChange = () => {}) {
    this.#lastAnswer = at;
    this.onChange = onChange;
  }

  get isOnline() {
    return this.#isOnline;
  }

  answered(at) {
    this.#lastAnswer = at;
    this.#isOnline = true;
    this.onChange();
  }

  failed() {
    this.#isOnline = false;
    this.onChange();
  }

  /** Whole minutes since the last answer. */
  minutesSilent(at) {
    return Math.max(0, Math.floor((at - this.#lastAnswer) / 60_000));
  }
}
