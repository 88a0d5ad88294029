/**
 * The draft as this browser knows it. A card is one slot, or a session without a place. `base` is what the server said
 * last, `place` what is shown: they differ while a move is on its way (`pending` counts those).
 * `foreign` counts what others did to the card.
 */

import { samePlace } from "./times.js";

const FRAME = ["step", "days", "rooms", "people", "tracks", "projects", "kinds"];
const FACTS = ["title", "kind", "minutes", "people", "projects", "track", "break", "cancelled"];

export class Draft {
  cards = new Map();
  clashes = [];
  #bySlot = new Map();

  /** The whole state of the server; returns the cards that others changed. */
  replace(state) {
    for (const name of FRAME) this[name] = state[name];
    return this.merge(state, null);
  }

  /** What the server says of the sessions `codes` (null: of all); returns the cards that others changed. */
  merge({ cards, waiting, clashes, touched }, codes) {
    const concerned = [...this.cards.values()].filter((card) => codes === null || codes.includes(card.session));
    const left = new Set(concerned);
    const changed = [];
    const take = (data, card) => {
      if (card) left.delete(card);
      const known = card ?? this.#add(data);
      if (this.#tell(known, data)) changed.push(known);
    };
    for (const data of cards) {
      const own = concerned.find((card) => card.slot === data.slot);
      take(data, own ?? concerned.find((card) => card.session === data.session && card.slot === null && left.has(card)));
    }
    for (const data of waiting) take(data, concerned.find((card) => card.session === data.session && left.has(card)));
    for (const card of left) {
      if (card.pending) continue;
      this.cards.delete(card.key);
      if (card.base.place) changed.push(card);
      card.base = { place: null, version: "" };
      card.place = null;
    }
    this.#takeClashes(clashes, touched);
    return changed;
  }

  /** All there are, or with `touched` those of these slots; in the order of the server: what blocks first, then time. */
  #takeClashes(clashes, touched) {
    const others = touched ? this.clashes.filter((clash) => !clash.slots.some((slot) => touched.includes(slot))) : [];
    const starts = new Map(this.placed().map((card) => [card.slot, card.place.starts]));
    const rank = (clash) => `${clash.level} ${starts.get(clash.slots[0]) ?? "9"}`;
    this.clashes = others.length ? [...others, ...clashes].sort((one, other) => (rank(one) < rank(other) ? -1 : 1)) : clashes;
    this.#index();
  }

  #add(data) {
    const key = data.slot === null ? `w-${data.session}` : `s-${data.slot}`;
    const card = { key, slot: data.slot, session: data.session, pending: 0, foreign: 0, who: "", mine: null, base: null, place: null };
    this.cards.set(key, card);
    return card;
  }

  /** True when somebody else moved the card. */
  #tell(card, data) {
    for (const name of FACTS) card[name] = data[name];
    const place = data.slot === null ? null : { room: data.room, starts: data.starts, ends: data.ends };
    const before = card.base;
    card.slot = data.slot ?? card.slot;
    card.base = { place, version: data.version };
    if (!card.pending) card.place = place;
    return before !== null && before.version !== data.version && data.version !== card.mine;
  }

  /** A card that was taken out of the draft comes back by an undo. */
  ensure(card) {
    if (!this.cards.has(card.key)) this.cards.set(card.key, card);
  }

  settle(card) {
    if (!card.pending) card.place = card.base.place;
  }

  placed() {
    return [...this.cards.values()].filter((card) => card.place !== null);
  }

  waiting() {
    return [...this.cards.values()].filter((card) => card.place === null);
  }

  room(code) {
    return this.rooms.find((room) => room.code === code);
  }

  bySession(code, slot = null) {
    const own = [...this.cards.values()].filter((card) => card.session === code);
    return own.find((card) => card.slot === slot) ?? own[0];
  }

  clashesOf(card) {
    return (card.slot !== null && this.#bySlot.get(card.slot)) || [];
  }

  #index() {
    this.#bySlot.clear();
    for (const clash of this.clashes) {
      for (const slot of clash.slots) {
        if (!this.#bySlot.has(slot)) this.#bySlot.set(slot, []);
        this.#bySlot.get(slot).push(clash);
      }
    }
  }

  isMoved(card) {
    return card.pending > 0 && !samePlace(card.place, card.base.place);
  }
}
