/**
 * The time of a scan: what the phone's clock says plus how far it is off the server's.
 *
 * The offset comes from the fastest of the last requests, whose middle is nearest to the moment the server wrote its
 * time. Readings only rise, whatever somebody does to the clock, until the server says better: order is what the merge of
 * several doors lives on.
 *
 * A clock that was wrong while nobody answered is found out at the first answer. Scans that no request has told of yet
 * are mended then, if this page read them and the wall clock has run as evenly as the steady one since: only so the new
 * offset is surely theirs. What was read before a reload, a sleep or a hand at the clock stays as it was told.
 */

const KEPT = 8;
const EVEN_MS = 500; // two clocks of a phone drift apart by less in some hours
const SET_BY_HAND_MS = 2000; // clocks drift by less: a larger step means that somebody set it

export class DoorClock {
  #samples = [];
  #last = 0;
  #drift = null; // of the wall clock against the steady one, when last looked at
  #untold = new Map(); // time of a reading that no request has told of: how far the wall clock was off the steady one
  #isUnsure = false;
  #shift = 0; // what the wall clock was set back by since the last sample

  constructor({ wall = Date.now, steady = () => performance.now() } = {}) {
    this.wall = wall;
    this.steady = steady;
  }

  /** Takes over what an earlier life of the page knew. */
  restore({ samples = [], last = 0 } = {}) {
    this.#samples = samples.slice(-KEPT);
    this.#last = last;
  }

  kept() {
    return { samples: this.#samples, last: this.#last };
  }

  get offset() {
    if (!this.#samples.length) return this.#shift;
    return this.#samples.reduce((best, one) => (one.took < best.took ? one : best)).offset + this.#shift;
  }

  /** The server's time came in an answer to a request sent and received at these readings of the wall clock. */
  heard(serverTime, sentAt, receivedAt) {
    const took = receivedAt - sentAt;
    if (took < 0) return; // the clock was set meanwhile: says nothing
    this.#look();
    this.#isUnsure = false;
    const offset = Math.round(serverTime - (sentAt + receivedAt) / 2);
    if (Math.abs(offset - this.offset) > SET_BY_HAND_MS + took) {
      this.#samples = [];
      this.#last = Math.min(this.#last, serverTime); // readings of a clock set ahead must not hold back the true ones
    } else if (this.#shift) this.#samples = this.#samples.map((one) => ({ ...one, offset: one.offset + this.#shift }));
    this.#shift = 0;
    this.#samples = [...this.#samples, { offset, took }].slice(-KEPT);
  }

  /** {device_time, offset} of now; their sum is later than any before. */
  read() {
    this.#look();
    const device_time = Math.round(this.wall());
    const offset = Math.max(this.offset, this.#last + 1 - device_time);
    this.#last = device_time + offset;
    this.#untold.set(this.#last, this.#drift);
    this.#isUnsure = true;
    return { device_time, offset };
  }

  /** Whether something was read since the server was last heard: it may have to be mended when it is. */
  get isUnsure() {
    return this.#isUnsure && this.#untold.size > 0;
  }

  /** The offset that a reading should have had, as is known by now; null: its own. */
  mend({ device_time: time, offset }) {
    const drift = this.#untold.get(time + offset);
    const isSameClock = drift !== undefined && Math.abs(this.#drift - drift) <= EVEN_MS;
    return isSameClock && Math.abs(this.offset - offset) > SET_BY_HAND_MS ? this.offset : null;
  }

  /** A request tells of these readings now: from here on their times are facts, and what is older is of no use any more. */
  told(readings) {
    const newest = Math.max(...readings.map(({ device_time: time, offset }) => time + offset));
    for (const time of this.#untold.keys()) if (time <= newest) this.#untold.delete(time);
  }

  /** The server's time, as far as is known here. */
  now() {
    this.#look();
    return Math.round(this.wall()) + this.offset;
  }

  /** Sleep makes the steady clock lag, so only a step back of the wall clock is surely a hand's. */
  #look() {
    const drift = this.wall() - this.steady();
    if (this.#drift !== null && this.#drift - drift > SET_BY_HAND_MS) this.#shift += Math.round(this.#drift - drift);
    this.#drift = drift;
  }
}
