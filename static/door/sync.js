/**
 * Bringing this phone and the server together: scans go up in batches, what changed elsewhere comes down, in one call.
 *
 * A scan is given up only on an answer about it, whatever the answer is; no bad scan blocks the others. Silence is
 * waited out, longer each time, and never ends in a loss.
 */

import { Refusal } from "./api.js";

export const BATCH = 200;
const FIRST_WAIT_MS = 1000;
const MOST_WAIT_MS = 60_000;
const LOCAL = new Set(["time", "unsent"]); // of a kept scan: this phone's own

/** A kept scan as the server takes it. */
export function toEvent(scan) {
  return Object.fromEntries(Object.entries(scan).filter(([name]) => !LOCAL.has(name)));
}

/** How long to wait after so many silences, in ms; `random` spreads the phones of a hall that lost its network. */
export function waitAfter(failures, random = Math.random) {
  return Math.min(MOST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1)) * (0.75 + random() / 2);
}

export class Sync {
  #running = null;
  #again = false;
  #timer = null;
  #failures = 0;
  #batch = BATCH;
  #isStopped = false;

  /**
   * `about()` answers the phone's state that goes up with each call; `door` is told what came of it: fetchList(), took(answer),
   * revoked(), unknown(), tooOld(), command(word).
   */
  constructor({ api, store, clock, door, about, everyMs = 15_000, later = (work, ms) => setTimeout(work, ms), cancel = (timer) => clearTimeout(timer), random = Math.random }) {
    Object.assign(this, { api, store, clock, door, about, everyMs, later, cancel, random });
  }

  /** Talks to the server now, or right after the present talk. */
  now() {
    if (this.#isStopped) return Promise.resolve();
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.cancel(this.#timer);
    this.#running = this.#talk().finally(() => {
      this.#running = null;
      this.#plan();
    });
    return this.#running;
  }

  stop() {
    this.#isStopped = true;
    this.cancel(this.#timer);
  }

  #plan() {
    if (this.#isStopped) return;
    const isAgain = this.#again && this.#failures === 0;
    this.#again = false;
    const wait = this.#failures ? waitAfter(this.#failures, this.random) : this.everyMs * (0.8 + this.random() * 0.4);
    this.#timer = this.later(() => this.now(), isAgain ? 0 : Math.max(wait, this.retryAfterMs ?? 0));
    this.retryAfterMs = 0;
  }

  async #talk() {
    try {
      while (await this.#once());
      this.#failures = 0;
    } catch (error) {
      if (error instanceof Refusal) return this.#refused(error);
      this.#failures += 1;
      this.retryAfterMs = error.retryAfterMs ?? 0;
    }
  }

  /** One call; true when there is more to say or to hear. */
  async #once() {
    const cursor = await this.#cursor();
    await this.#hear(cursor);
    const scans = await this.#toTell();
    let answer;
    try {
      answer = await this.api.sync({ ...(await this.about()), cursor, events: scans.map(toEvent) });
    } catch (error) {
      if (error instanceof Refusal && error.status === 413 && this.#batch > 1) {
        this.#batch = Math.max(1, Math.min(error.body.max ?? Infinity, Math.floor(this.#batch / 2)));
        return true;
      }
      if (error instanceof Refusal && error.code === "device_revoked") return this.#handIn(error.body, scans);
      throw error;
    }
    await this.#settle(answer.results ?? [], scans);
    await this.store.takePage({ tickets: answer.tickets, presence: answer.presence, facts: { cursor: answer.cursor } });
    await this.door.took(answer);
    for (const word of answer.commands ?? []) await this.door.command(word);
    if (this.#isStopped) return false;
    return Boolean(answer.more) || (scans.length === this.#batch && (answer.results ?? []).length > 0);
  }

  /** A clock that may be wrong hears the server before scans are told by it. What this answer brings comes again with the next. */
  async #hear(cursor) {
    if (!this.clock.isUnsure || !(await this.store.countUnsent())) return;
    try {
      await this.api.sync({ ...(await this.about()), cursor, events: [] });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error; // the call itself will say why
    }
  }

  /** The next scans, with the times that they should have had; from now on these are facts, however often they are sent. */
  async #toTell() {
    const scans = await this.store.unsent(this.#batch);
    const mended = new Map();
    for (const scan of scans) {
      const offset = this.clock.mend(scan);
      if (offset !== null) mended.set(scan.seq, { ...scan, offset, time: scan.device_time + offset });
    }
    if (mended.size) await this.store.amend([...mended.values()]);
    this.clock.told(scans);
    return scans.map((scan) => mended.get(scan.seq) ?? scan);
  }

  /** Where the list here stands; without one, the whole of it comes first. */
  async #cursor() {
    const known = (await this.store.facts()).cursor;
    if (known !== undefined) return known;
    try {
      await this.door.fetchList();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error; // the call itself will say why
    }
    return (await this.store.facts()).cursor ?? 0;
  }

  async #settle(results, scans) {
    const numbers = new Map(scans.map(({ scan_id: id, seq }) => [id, seq]));
    await this.store.sent(results.map(({ scan_id: id }) => numbers.get(id)).filter((seq) => seq !== undefined));
  }

  /** Revoked: the server may still take what was scanned (it holds it for a person to decide); then all of it goes. */
  async #handIn({ results = [] }, scans) {
    await this.#settle(results, scans);
    if (results.length && (await this.store.countUnsent())) return true;
    this.stop();
    await this.door.revoked();
    return false;
  }

  async #refused(error) {
    if (error.status === 401) {
      this.stop();
      return this.door.unknown();
    }
    this.#failures += 1;
    if (error.status === 426) this.door.tooOld();
  }
}
