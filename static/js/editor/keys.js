/**
 * The keyboard. Arrows go from card to card; Enter or Space takes one, then arrows move it, Shift with arrows stretches
 * it, Tab goes to the next day, Enter drops it and Escape puts it back.
 */

import { DAY_MINUTES, lasts, minutesOf, placeAt, snap } from "./times.js";

const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

export class Keys {
  /** does: {undo, redo, help, search, add, free, choose, openDay, dayBeside, say} */
  constructor({ root, parts, draft, grid, view, hand, acts, does }) {
    Object.assign(this, { parts, draft, grid, view, hand, acts, does });
    root.addEventListener("keydown", (event) => this.#pressed(event));
    root.addEventListener("focusin", (event) => this.#focused(event));
  }

  #focused(event) {
    const card = this.draft.cards.get(event.target.dataset?.key);
    if (card && !this.hand.held) this.does.choose(card);
  }

  #pressed(event) {
    if (event.target.closest("input, select, textarea, dialog") || event.altKey) return;
    if (this.hand.held?.by === "pointer") return;
    const done = this.hand.held ? this.#holding(event) : this.#resting(event);
    if (done) event.preventDefault();
  }

  /** True when the key meant something. */
  #resting(event) {
    const { key, shiftKey } = event;
    const card = this.draft.cards.get(event.target.dataset?.key);
    if (event.ctrlKey || event.metaKey) return this.#commands(key.toLowerCase(), shiftKey);
    if (key === "?") return this.#do(this.does.help);
    if (key === "/") return this.#do(this.does.search);
    const inGrid = this.parts.grid.contains(event.target);
    if (key.toLowerCase() === "n" && (inGrid || card)) return this.#do(() => this.does.add(card));
    if (inGrid && (key === "PageUp" || key === "PageDown")) return this.#do(() => this.does.openDay(this.does.dayBeside(key === "PageUp" ? -1 : 1)));
    if (!card) return false;
    if (key === "Enter" || key === " ") return this.#do(() => this.#take(card));
    if (key.toLowerCase() === "f") return this.#do(() => this.does.free(card));
    if ((key === "Delete" || key === "Backspace") && card.place) return this.#do(() => this.#takeOut(card));
    if (key in ARROWS && card.place) return this.#do(() => this.#goOn(card, ARROWS[key]));
    return false;
  }

  #commands(key, shiftKey) {
    if (key === "z") return this.#do(shiftKey ? this.does.redo : this.does.undo);
    return key === "y" && this.#do(this.does.redo);
  }

  #do(deed) {
    deed();
    return true;
  }

  #take(card) {
    const place = card.place ?? this.#firstPlace(card);
    this.does.choose(card);
    this.hand.take(card, "keys", place);
    if (!card.place) this.parts.grid.focus();
    this.#follow("taken", []);
  }

  /** What has no place yet begins where the day does, in the first room. */
  #firstPlace(card) {
    const { opens, rooms } = this.grid.frame;
    return placeAt(this.view.day, opens, card.minutes, card.break ? null : rooms[0]);
  }

  #takeOut(card) {
    const next = this.#neighbour(card, [0, 1]) ?? this.#neighbour(card, [0, -1]);
    this.acts.move([{ card, after: null }]);
    this.does.say("out", { title: card.title });
    if (next) this.#reach(next);
    else this.parts.grid.focus();
  }

  #goOn(card, direction) {
    const next = this.#neighbour(card, direction);
    if (next) this.#reach(next);
  }

  #reach(card) {
    this.does.choose(card);
    this.grid.button(card)?.focus({ preventScroll: true });
    this.grid.show(card);
  }

  /** The nearest card in that direction: up and down in time, left and right among the rooms. */
  #neighbour(card, [across, down]) {
    const { order, frame } = this.grid;
    const column = (one) => (one.place.room === null ? -1 : frame.rooms.indexOf(one.place.room));
    const from = (one) => minutesOf(one.place.starts, this.view.day);
    const others = order.filter((one) => one !== card);
    if (down) {
      const ahead = others.filter((one) => (from(one) - from(card)) * down > 0 || (from(one) === from(card) && (order.indexOf(one) - order.indexOf(card)) * down > 0));
      return best(ahead, (one) => Math.abs(from(one) - from(card)) + (isBeside(column(one), column(card)) ? 0 : DAY_MINUTES));
    }
    const ahead = others.filter((one) => (column(one) - column(card)) * across > 0);
    return best(ahead, (one) => Math.abs(column(one) - column(card)) * DAY_MINUTES + Math.abs(from(one) - from(card)));
  }

  #holding(event) {
    const { key, shiftKey } = event;
    if (key === "Escape") return this.#do(() => this.#back());
    if (key === "Enter" || key === " ") return this.#do(() => this.#drop());
    if (key === "Tab") return this.#do(() => this.#otherDay(shiftKey ? -1 : 1));
    if (key === "Delete" || key === "Backspace") return this.#do(() => this.#dropOut());
    if (!(key in ARROWS)) return false;
    return this.#do(() => this.#shift(ARROWS[key], shiftKey));
  }

  #shift([across, down], isStretch) {
    const { place } = this.hand.held;
    const { step } = this.draft;
    const from = minutesOf(place.starts, this.view.day);
    const minutes = lasts(place);
    if (isStretch && down) this.#go(placeAt(this.view.day, from, Math.max(step, snap(minutes + down * step, step)), place.room));
    else if (down) this.#go(placeAt(this.view.day, Math.min(Math.max(snap(from + down * step, step), 0), DAY_MINUTES - step), minutes, place.room));
    else if (!isStretch) this.#go({ ...place, room: this.#roomBeside(place.room, across) });
  }

  /** Left of the first room is everybody. */
  #roomBeside(room, across) {
    const rooms = [null, ...this.draft.rooms.filter((one) => !one.hidden).map((one) => one.code)];
    const shown = this.view.isNarrow ? rooms : rooms.filter((code) => code === null || this.grid.frame.rooms.includes(code));
    const place = Math.max(0, shown.indexOf(room)) + across;
    return shown[Math.min(Math.max(place, 0), shown.length - 1)];
  }

  #otherDay(by) {
    const { place } = this.hand.held;
    const from = minutesOf(place.starts, this.view.day);
    const day = this.does.dayBeside(by);
    this.does.openDay(day);
    this.#go(placeAt(day, from, lasts(place), place.room), "day");
  }

  #go(place, kind = "moved") {
    if (this.view.isNarrow && place.room !== null && !this.grid.frame.rooms.includes(place.room)) this.does.openRoom(place.room);
    const words = this.hand.move(place);
    if (words !== null) this.#follow(kind, words);
  }

  #follow(kind, words) {
    const { card, place } = this.hand.held;
    this.parts.ghost.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.does.say(kind, { card, place, words });
  }

  #drop() {
    const { card, place } = this.hand.held;
    const isMoved = this.hand.drop();
    this.does.say(isMoved ? "dropped" : "stays", { card, place, words: [] });
    this.#reach(card);
  }

  #dropOut() {
    const { card } = this.hand.held;
    this.hand.back();
    if (card.place) this.#takeOut(card);
  }

  #back() {
    const { card } = this.hand.held;
    this.hand.back();
    if (card.place) this.does.openDay(card.place.starts.slice(0, 10));
    this.does.say("back", { card, place: card.place, words: [] });
    if (card.place) this.#reach(card);
    else this.does.toWaiting(card);
  }
}

const isBeside = (one, other) => one === other || one === -1 || other === -1;

function best(cards, distance) {
  return cards.reduce((found, card) => (found === null || distance(card) < distance(found) ? card : found), null);
}
