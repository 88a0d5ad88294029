/**
 * One scan from reading to verdict. Whatever read the badge (camera, hand scanner, search, typing) ends here.
 *
 * One person stands at the door: a newer scan ends the asking for the older, whose answer, should it still come, is only
 * listed. A scan left without an answer keeps its body, and reading that badge again asks the same question again, so
 * that a lost "yes" is heard as "yes" and not as "already in".
 */

import { Refusal, SignedOut, Unreached } from "./api.js";
import { isCode } from "./code.js";
import { InView, JustAdmitted } from "./repeat.js";
import { ADMITS, knownVerdict } from "./signals.js";

export const DWELL_MS = 800; // a verdict stays at least so long before the camera may replace it
const PATIENCE_MS = 1200; // and a question so long
const SAME_QUESTION_MS = 60_000; // later the badge may be in another hand: a new question

export class Scans {
  #inView = new InView();
  #just = new JustAdmitted();
  #unanswered = new Map();
  #current = null;
  #busyUntil = -Infinity;
  #undos = new Map();

  /** `door` is told of each step: asking(), verdict(answer, seenAt), listed(answer), trouble(kind, problem). */
  constructor({ api, door, newId, clock = () => performance.now(), date = () => new Date(), kind = "entry" }) {
    Object.assign(this, { api, door, newId, clock, date, kind });
  }

  /** A code in a camera frame: asked about once while it is held there. */
  seen(text, seenAt = this.clock()) {
    const at = this.clock();
    if (this.#inView.see(text, at, at >= this.#busyUntil)) return this.#judge({ code: text, via: "camera" }, seenAt);
  }

  /** A code given on purpose, by a hand scanner or by typing. */
  given(text, via) {
    this.#inView.see(text, this.clock()); // the camera beside a hand scanner must not count it again
    return this.#judge({ code: text, via }, this.clock());
  }

  /** A person found by name and confirmed. */
  chosen(registration) {
    return this.#judge({ registration, via: "search" }, this.clock());
  }

  async undo(scanId) {
    if (!this.#undos.has(scanId)) this.#undos.set(scanId, this.newId());
    try {
      const answer = await this.api.undo({ scan_id: this.#undos.get(scanId), undoes: scanId });
      this.#just = new JustAdmitted();
      this.door.verdict({ ...answer, undoes: scanId, verdict: knownVerdict(answer.verdict) }, this.clock());
    } catch (error) {
      this.#trouble(error);
    }
  }

  async #judge({ code = null, registration = null, via }, seenAt) {
    const key = code ?? registration;
    if (code !== null && !isCode(code)) return this.#notATicket(seenAt);
    const scan = this.#question(key, () => this.#newScan(code, registration, via));
    this.#current = scan;
    this.#busyUntil = this.clock() + PATIENCE_MS;
    this.door.asking();
    try {
      const answer = await this.api.scan(scan, () => this.#current === scan);
      this.#unanswered.delete(key);
      this.#tell(scan, this.#told(key, answer), seenAt);
    } catch (error) {
      this.#fail(scan, key, error);
    }
  }

  #question(key, ask) {
    const at = this.clock();
    for (const [other, { since }] of this.#unanswered) if (at - since > SAME_QUESTION_MS) this.#unanswered.delete(other);
    if (!this.#unanswered.has(key)) this.#unanswered.set(key, { scan: ask(), since: at });
    return this.#unanswered.get(key).scan;
  }

  #newScan(code, registration, via) {
    return { scan_id: this.newId(), code, registration, kind: this.kind, scanned_at: this.date().toISOString(), via };
  }

  /** A stranger's QR code may hold their address: what has not the shape of a ticket is not sent anywhere. */
  #notATicket(seenAt) {
    this.#current = null;
    this.#busyUntil = this.clock() + DWELL_MS;
    this.door.trouble("not_a_ticket", null, seenAt);
  }

  #told(key, answer) {
    const verdict = knownVerdict(answer.verdict);
    const isJust = verdict === "already" && this.#just.has(key, this.clock());
    if (ADMITS.has(verdict)) this.#just.admitted(key, this.clock());
    return { ...answer, verdict: isJust ? "just" : verdict };
  }

  #tell(scan, answer, seenAt) {
    const listed = { ...answer, at: scan.scanned_at };
    if (this.#current !== scan) return this.door.listed(listed);
    this.#busyUntil = this.clock() + DWELL_MS;
    this.door.verdict(listed, seenAt);
  }

  #fail(scan, key, error) {
    if (error instanceof Refusal) this.#unanswered.delete(key);
    if (this.#current !== scan) return;
    this.#busyUntil = this.clock() + DWELL_MS;
    this.#trouble(error);
  }

  #trouble(error) {
    if (error instanceof Refusal) this.door.trouble("refused", error);
    else if (error instanceof SignedOut) this.door.trouble("signed_out", null);
    else if (error instanceof Unreached) this.door.trouble("unreached", null);
    else throw error;
  }
}
