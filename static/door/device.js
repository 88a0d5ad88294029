/** This phone as a door: who it is, what it may, where and which way it scans, and how fresh its list is. */

import { givenBack, held, lent, loanOf, shared, WANTED } from "./rules/seats.js";
import { hasExpired } from "./rules/lease.js";

export const APP = "1"; // the version of the protocol that this page speaks
const CONFIG_EVERY_MS = 120_000;

export class Device {
  #configAt = -Infinity;

  constructor({ api, store, clock, contact, battery = async () => ({ level: null, charging: null }), onChange = () => {} }) {
    Object.assign(this, { api, store, clock, contact, battery, onChange });
    Object.assign(this, { token: null, config: null, pointCode: "", kind: "entry", loans: {}, inside: {}, seen: {}, hasList: false });
  }

  /** Takes over what an earlier life of the page kept. */
  restore({ token = null, config = null, configTag, pointCode = "", kind = "entry", loans = {}, inside = {}, cursor, lastContact, expiresAt }) {
    Object.assign(this, { token, config, configTag, pointCode, kind, loans, inside, lastContact, expiresAt });
    this.hasList = cursor !== undefined;
    this.contact.restore(lastContact);
  }

  get name() {
    return this.config.device.name;
  }

  get rights() {
    return this.config.device.rights;
  }

  get point() {
    return this.config?.points.find(({ code }) => code === (this.config.device.point ?? this.pointCode)) ?? null;
  }

  pointOf(code) {
    return this.config.points.find((point) => point.code === code);
  }

  get isExpired() {
    return !this.hasList || hasExpired({ expiresAt: this.expiresAt ?? null, lastContact: this.lastContact ?? 0 }, this.clock.now());
  }

  /** What a judgement needs to know of this phone. */
  doing() {
    return { config: this.config, point: this.point, kind: this.kind, expired: this.isExpired, loans: this.loans };
  }

  async choose(pointCode) {
    this.pointCode = pointCode;
    this.loans = givenBack(this.loans, pointCode);
    await this.#keep({ pointCode, loans: this.loans });
  }

  async turn(kind) {
    this.kind = kind;
    await this.#keep({ kind });
  }

  /** How the phone is set up, anew when that was a while ago. True when it changed. */
  async refresh({ isUrgent = false } = {}) {
    const at = this.clock.now();
    if (!isUrgent && at - this.#configAt < CONFIG_EVERY_MS) return false;
    const { tag, unchanged, ...config } = await this.api.config(this.configTag);
    this.#configAt = at;
    if (unchanged) return false;
    Object.assign(this, { config, configTag: tag });
    if (config.expires_at) this.expiresAt = config.expires_at;
    await this.#keep({ config, configTag: tag, expiresAt: this.expiresAt });
    return true;
  }

  /** The whole list, page by page; what was there before stays until the first page is here. */
  async fetchList(onPage = () => {}) {
    let cursor = null;
    for (let isMore = true, count = 0; isMore; ) {
      const page = await this.api.snapshot(cursor);
      const isAnew = cursor === null;
      cursor = page.cursor;
      isMore = page.more;
      count += page.tickets.length;
      this.expiresAt = page.expires_at ?? this.expiresAt;
      this.lastContact = this.clock.now();
      const facts = { expiresAt: this.expiresAt, lastContact: this.lastContact, ...(isMore ? {} : { cursor }) };
      await this.store.takePage({ tickets: page.tickets, presence: page.presence, facts, anew: isAnew });
      onPage(count);
    }
    this.hasList = true;
  }

  /** The list has outlived its time: it goes, the scans stay. */
  async dropExpired() {
    if (!this.hasList || !this.isExpired) return false;
    this.hasList = false;
    await this.store.forgetList();
    return true;
  }

  /** What a sync brought besides the list. True when seats go back: others wait for them. */
  async took({ seats, seat_shares: shares, inside, seen, expires_at: expiresAt, config: version }) {
    this.lastContact = this.clock.now();
    this.expiresAt = expiresAt ?? this.expiresAt;
    if (version && version !== this.config?.version) this.#configAt = -Infinity;
    const lentNow = lent(this.loans, seats);
    this.loans = shared(lentNow, shares);
    const areReturned = this.loans !== lentNow;
    this.inside = inside ?? this.inside;
    this.seen = seen ?? this.seen;
    await this.#keep({ loans: this.loans, inside: this.inside, lastContact: this.lastContact, expiresAt: this.expiresAt, clock: this.clock.kept() });
    this.onChange();
    return areReturned;
  }

  /** People inside changed by what this phone did by itself. */
  moved({ point, kind, outcome, by }) {
    if (by === "server" || outcome !== "admit" || !(point in this.inside)) return;
    this.inside[point] = Math.max(0, this.inside[point] + (kind === "exit" ? -1 : 1));
  }

  told(point, counts) {
    if (counts) this.inside[point] = counts.inside;
  }

  /** What goes up with each sync. */
  async about() {
    const { level, charging } = await this.battery();
    const { point, loans } = this;
    return {
      app: APP, battery: level, charging, mode: this.contact.isOnline ? "online" : "offline", unsent: await this.store.countUnsent(),
      want_seats: point?.strict ? { [point.code]: WANTED } : {},
      returned_seats: Object.fromEntries(Object.entries(loans).map(([code, { returned }]) => [code, returned])),
    };
  }

  seatsLeft() {
    return this.point?.strict ? held(loanOf(this.loans, this.point.code)) : null;
  }

  #keep(facts) {
    return this.store.keepFacts(facts);
  }
}
