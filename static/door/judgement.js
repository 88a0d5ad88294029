/**
 * One scan, decided: by the server where it answers quickly, else by this phone with its own list.
 *
 * Whoever decided, the scan is kept (and will be reported) before anybody is shown anything.
 */

import { Refusal, Unreached } from "./api.js";
import { QUICK_MS } from "./contact.js";
import { sessionNow } from "./rules/agenda.js";
import { asGiven, countingHere, givenHere } from "./rules/blanks.js";
import { ADMIT, judge } from "./rules/judge.js";
import { presenceOf } from "./rules/presence.js";
import { held, loanOf, usedOne } from "./rules/seats.js";
import { keysOf } from "./store/seal.js";
import { toEvent } from "./sync.js";

const PATIENCE_MS = 8000;
const STRANGER = new Set([401, 403]); // the server does not take this phone for a door

export class Judgement {
  /** `doing()` answers how this phone stands now: {config, point, kind, expired, loans}. */
  constructor({ api, store, contact, clock, doing, onLoans, newId, keys = keysOf }) {
    Object.assign(this, { api, store, contact, clock, doing, onLoans, newId, keys });
  }

  /** What a reading would come to, by this phone's list; nothing is kept and nobody asked. */
  async foresee(reading) {
    const begun = await this.#begin(reading);
    const { fate, told } = await this.#byDevice(begun);
    return { scan: { ...begun.scan, ...fate }, told };
  }

  /** Decides and keeps. Answers the kept scan, and what is `told` of it: person, first, last, counts. */
  async decide(reading) {
    const begun = await this.#begin(reading);
    const { fate, told } = (await this.#byServer(begun)) ?? (await this.#byDevice(begun, { isEarnest: true }));
    const scan = await this.#keep({ ...begun.scan, ...fate });
    return { scan, told };
  }

  /** A blank badge becomes somebody's without the server: judged as theirs by their category, kept sealed for the next sync. */
  async give({ id, person, code, via }) {
    const { config, point, expired } = this.doing();
    const { scan, keys, slot } = await this.#begin({ code, via });
    const { record, own } = await this.store.known(keys.lookup);
    const here = presenceOf([], own, settingsOf(config))[point.code] ?? null;
    const walkin = { id, sealed: await keys.seal(person) };
    const context = { zone: config.event.zone, slot, free: this.#freeSeats(point), online: false, expired };
    const fate = judge(asGiven(record, categoryOf(config, person)), here, point, { at: scan.time, kind: "entry", context });
    const seat = point.strict && fate.outcome === "admit" ? this.#takeSeat(point) : {};
    return { scan: await this.#keep({ ...scan, ...fate, ...seat, kind: "walkin", by: "device", walkin }), told: { person: shownOf(person) } };
  }

  /** Takes back an own scan. */
  undo({ scan_id: ref, point, lookup, via, rehearsal }) {
    return this.#keep({ ...this.#stamp(), point, lookup, kind: "undo", ref, via, rehearsal, outcome: "admit", reason: "", by: "staff" });
  }

  #stamp() {
    const { device_time, offset } = this.clock.read();
    return { scan_id: this.newId(), device_time, offset, time: device_time + offset };
  }

  async #begin({ code = null, registration = null, via }) {
    const { config, point, kind } = this.doing();
    const stamp = this.#stamp();
    const slot = sessionNow(point, stamp.time);
    const keys = code === null ? null : await this.keys(code, config.event.salt);
    const scan = { ...stamp, point: point.code, lookup: keys?.lookup ?? null, kind, via, rehearsal: config.rehearsal };
    if (slot) scan.slot = slot.slot;
    if (registration) scan.registration = registration;
    return { scan, code, keys, slot };
  }

  /** Whom staff found by name only the server can judge: it is asked however slow it is. */
  async #byServer({ scan, code }) {
    const isAlone = code === null;
    if (!(isAlone || this.contact.isQuick) || (await this.#isAhead(scan.lookup))) return null;
    try {
      const question = toEvent(scan);
      const { decision, person, counts } = await this.api.scan(isAlone ? question : { ...question, code }, isAlone ? PATIENCE_MS : QUICK_MS);
      const { outcome, reason, ...more } = decision;
      return { fate: this.#onOwnSeat(scan, reason) ?? { outcome, reason, by: "server" }, told: { ...more, person, counts } };
    } catch (error) {
      if (error instanceof Refusal && STRANGER.has(error.status)) throw error;
      if (error instanceof Unreached || error instanceof Refusal) return null; // decided here, and told again by the next sync
      throw error;
    }
  }

  /** Does this phone know something of the badge, an undo for example, that the server has not heard yet, or never will? */
  async #isAhead(lookup) {
    return lookup !== null && (await this.store.known(lookup)).own.some(({ unsent, kind, rehearsal }) => unsent || (kind === "walkin" && rehearsal));
  }

  /** Full, says the server, as it keeps what it lent for whom it lent it to: a seat of this phone's is free all the same. */
  #onOwnSeat(scan, reason) {
    const { point } = this.doing();
    return reason === "room_full" && point.code === scan.point && this.#freeSeats(point) ? { ...ADMIT, by: "device", ...this.#takeSeat(point) } : null;
  }

  async #byDevice({ scan, keys, slot }, { isEarnest = false } = {}) {
    if (!keys) throw new Unreached(); // found by name, which only the server can
    const { config, point, kind, expired } = this.doing();
    const { record, rows, own } = await this.store.known(keys.lookup);
    const here = presenceOf(rows, countingHere(own, record), settingsOf(config))[point.code] ?? null;
    const { badge, person } = await this.#badgeOf(record, own, keys);
    const context = { zone: config.event.zone, slot, free: this.#freeSeats(point), online: false, expired };
    const { outcome, reason } = judge(badge, here, point, { at: scan.time, kind, context });
    const takesSeat = point.strict && kind === "entry" && outcome === "admit" && !here?.inside;
    const told = { first: here?.first, last: here?.last, replacedAt: record?.at, person };
    return { fate: { outcome, reason, by: "device", ...(takesSeat && isEarnest ? this.#takeSeat(point) : {}) }, told };
  }

  /** What the list says of the badge and of whose it is; of a blank one that was given here, this phone knows better. */
  async #badgeOf(record, own, keys) {
    const { config } = this.doing();
    const gift = record?.s === "blank" ? givenHere(own, config.rehearsal) : null;
    const told = record ? await opened(gift ? gift.walkin.sealed : record.c, keys) : null;
    if (!gift) return { badge: record, person: record?.s === "blank" ? null : told };
    return { badge: asGiven(record, categoryOf(config, told)), person: told && shownOf(told) };
  }

  #freeSeats(point) {
    return point.strict ? held(loanOf(this.doing().loans, point.code)) : null;
  }

  /** In the same turn as the judgement on it: what was read meanwhile must not find the seat free, too. */
  #takeSeat({ code }) {
    const { loans } = this.doing();
    this.onLoans({ ...loans, [code]: usedOne(loanOf(loans, code)) });
    return { seat: true };
  }

  #keep(scan) {
    return this.store.keepScan(scan, { clock: this.clock.kept(), loans: this.doing().loans });
  }
}

function settingsOf({ points, event, rehearsal, device }) {
  return { points: Object.fromEntries(points.map((point) => [point.code, point])), zone: event.zone, rehearsal, device: device.name };
}

/** A record that its own badge does not open is damaged; the badge is still good. */
async function opened(sealed, keys) {
  try {
    return sealed ? await keys.open(sealed) : null;
  } catch {
    return null;
  }
}

const SHUT = { approval: true, opens: {} }; // a category that is there no more: a person decides

function categoryOf({ categories }, person) {
  return categories.find(({ code }) => code === person?.category) ?? SHUT;
}

/** Somebody of whom this phone knows four facts, as records show people. */
function shownOf({ name, organisation, category, language }) {
  return { name, org: organisation, category, lang: language, dir: "auto", notes: [] };
}
