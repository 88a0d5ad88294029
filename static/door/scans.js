/**
 * One scan from reading to verdict. Whatever read the badge (camera, hand scanner, search, typing) ends here.
 *
 * One person stands at the door: a newer scan takes the place of the older, which is then only listed.
 */

import { Refusal, Unreached } from "./api.js";
import { isCode } from "./code.js";
import { InView, JustAdmitted } from "./repeat.js";

export const DWELL_MS = 800; // a verdict stays at least so long before the camera may replace it
const PATIENCE_MS = 1500; // and a question so long

export class Scans {
  #inView = new InView();
  #just = new JustAdmitted();
  #current = null;
  #busyUntil = -Infinity;

  /**
   * `door` is told of each step: asking(), verdict(scan, told, seenAt), listed(scan, told), offer(scan, told, accept),
   * undone(scan), trouble(kind). `needsTap()` says whether something is handed over here only after a tap; `takes(code, via)`
   * whether a badge is waited for, and then it is no scan of somebody's.
   */
  constructor({ judgement, door, needsTap = () => false, takes = () => false, clock = () => performance.now() }) {
    Object.assign(this, { judgement, door, needsTap, takes, clock });
  }

  /** A code in a camera frame: judged once while it is held there. */
  seen(text, seenAt = this.clock(), via = "camera") {
    const at = this.clock();
    if (this.#inView.see(text, at, at >= this.#busyUntil)) return this.#start({ code: text, via }, seenAt);
  }

  /** A code given on purpose, by a hand scanner or by typing; `more` is told with the verdict. */
  given(text, via, more = {}) {
    this.#inView.see(text, this.clock()); // the camera beside a hand scanner must not count it again
    return this.#start({ code: text, via, more }, this.clock());
  }

  /** A person found by name and confirmed. */
  chosen(registration) {
    return this.#start({ registration, via: "search" }, this.clock());
  }

  async undo(scan) {
    try {
      await this.judgement.undo(scan);
    } catch {
      return this.door.trouble("not_kept");
    }
    this.#just = new JustAdmitted();
    this.door.undone(scan);
  }

  #start(reading, seenAt) {
    if (reading.code !== undefined && !isCode(reading.code)) return this.#notATicket(seenAt);
    if (reading.code !== undefined && this.takes(reading.code, reading.via)) return this.#setAside();
    return this.needsTap() && reading.code !== undefined ? this.#foresee(reading, seenAt) : this.#decide(reading, seenAt);
  }

  /** Handing something over is a deed: the phone shows what it would be, and only a tap makes it one. */
  async #foresee(reading, seenAt) {
    const mine = this.#begin();
    const { scan, told } = await this.judgement.foresee(reading);
    if (this.#current !== mine) return;
    if (scan.outcome !== "admit") return this.#decide(reading, seenAt);
    this.#busyUntil = this.clock() + DWELL_MS;
    this.door.offer(scan, told, () => this.#decide(reading, this.clock()));
  }

  async #decide(reading, seenAt) {
    const mine = this.#begin();
    this.door.asking();
    try {
      const { scan, told } = await this.judgement.decide(reading);
      const isJust = this.#isJust(reading.code ?? reading.registration, scan);
      if (this.#current !== mine) return this.door.listed(scan, told);
      this.#busyUntil = this.clock() + DWELL_MS;
      this.door.verdict(scan, { ...told, ...reading.more, isJust, code: reading.code }, seenAt);
    } catch (error) {
      if (this.#current !== mine) return;
      this.#busyUntil = this.clock() + DWELL_MS;
      this.door.trouble(error instanceof Unreached ? "unreached" : error instanceof Refusal ? "refused" : "not_kept", seenAt);
    }
  }

  #begin() {
    this.#busyUntil = this.clock() + PATIENCE_MS;
    return (this.#current = {});
  }

  #setAside() {
    this.#current = null;
    this.#busyUntil = this.clock() + DWELL_MS;
  }

  /** A stranger's QR code may hold their address: what has not the shape of a ticket is not sent anywhere. */
  #notATicket(seenAt) {
    this.#current = null;
    this.#busyUntil = this.clock() + DWELL_MS;
    this.door.trouble("not_a_ticket", seenAt);
  }

  /** Already in, by this very phone, a moment ago. */
  #isJust(key, { kind, outcome, reason }) {
    const isJust = reason === "already" && this.#just.has(key, this.clock());
    if (kind === "entry" && outcome === "admit") this.#just.admitted(key, this.clock());
    if (kind === "exit") this.#just = new JustAdmitted();
    return isJust;
  }
}
