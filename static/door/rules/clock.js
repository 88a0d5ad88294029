/**
 * The time of a scan: what the phone's clock says plus how far it is off the server's.
 *
 * The offset comes from the fastest of the last requests, whose middle is nearest to the moment the server wrote its
 * time. Readings only rise, whatever somebody does to the clock, until the server says better: order is what the merge of
 * several doors lives on.
 */

const KEPT = 8;
const SET_BY_HAND_MS = 2000; // clocks drift by less: a larger step means that somebody set it

export class DoorClock {
  #samples = [];
  #last = 0;
  #drift = null; // of the wall clock against the steady one, when last looked at
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
    return { device_time, offset };
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
