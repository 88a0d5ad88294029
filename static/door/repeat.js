/**
 * When one badge is read again and again.
 *
 * A badge held before the camera is one scan: it counts again only after it was out of view for LEAVE_MS.
 * The very badge that this door let in less than JUST_MS ago is told apart from one used elsewhere.
 * Times are milliseconds of one rising clock (performance.now()).
 */

export const LEAVE_MS = 2500;
export const JUST_MS = 10_000;

export class InView {
  #lastSeen = new Map();

  /** True when `code` at `at` is a new scan. While not `open`, a badge that just came into view is left for a later frame. */
  see(code, at, open = true) {
    for (const [other, last] of this.#lastSeen) if (at - last > LEAVE_MS) this.#lastSeen.delete(other);
    const isHeld = this.#lastSeen.has(code);
    if (isHeld || open) this.#lastSeen.set(code, at);
    return !isHeld && open;
  }
}

export class JustAdmitted {
  #admittedAt = new Map();

  admitted(key, at) {
    for (const [other, last] of this.#admittedAt) if (at - last > JUST_MS) this.#admittedAt.delete(other);
    this.#admittedAt.set(key, at);
  }

  has(key, at) {
    return this.#admittedAt.has(key) && at - this.#admittedAt.get(key) <= JUST_MS;
  }
}
