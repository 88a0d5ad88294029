/** The grid of one day: rooms beside each other, hours down. Draws what draft and view say; knows no gestures. */

import { fillCard, makeCard, roomName } from "./card.js";
import { layOut } from "./lanes.js";
import { isMeant } from "./only.js";
import { clock, clockOf, minutesOf } from "./times.js";

const LEAST_PX = 16;
const GAP_PX = 2;

export class Grid {
  /** What is drawn: minutes at the top and at the bottom, codes of the rooms. */
  frame = { from: 0, to: 1440, rooms: [] };
  #buttons = new Map();

  constructor({ parts, draft, view, texts }) {
    Object.assign(this, { parts, draft, view, texts });
    this.shades = [];
  }

  /** `held`: {card, place} while one is on its way; it is drawn there, and where it was only faintly. */
  draw(held = null) {
    const { draft, view } = this;
    const cards = draft.placed().filter((card) => this.#isOn(card.place) || card === held?.card);
    this.frame = this.#frameOf(cards, held);
    const items = cards.filter((card) => this.#isShown(card)).map((card) => this.#item(card));
    const places = layOut(items, this.frame.rooms);
    const wanted = items.filter((item) => places.has(item.key)).sort((one, other) => one.from - other.from || places.get(one.key).column - places.get(other.key).column);
    this.#drawFrame();
    this.#drawCards(wanted, places, held);
    this.#drawShades();
    this.#rove(wanted);
    this.order = wanted.map((item) => item.card);
  }

  #isOn(place) {
    const minutes = minutesOf(place.starts, this.view.day);
    return minutes >= 0 && minutes < 1440;
  }

  #isShown(card) {
    return card.place !== null && (card.place.room === null || this.frame.rooms.includes(card.place.room)) && this.#isOn(card.place);
  }

  #item(card) {
    return { key: card.key, card, room: card.place.room, ...this.span(card.place) };
  }

  span(place) {
    return { from: minutesOf(place.starts, this.view.day), to: minutesOf(place.ends, this.view.day) };
  }

  /** The hours of the event, and more where something lies outside. */
  #frameOf(cards, held) {
    const { draft, view } = this;
    const day = draft.days.find((one) => one.on === view.day);
    const spans = [...cards.map((card) => card.place), held?.place].filter((place) => place && this.#isOn(place)).map((place) => this.span(place));
    const closes = day.closes > day.opens ? day.closes : day.closes + 1440;
    const from = Math.min(day.opens, ...spans.map((span) => span.from));
    const to = Math.max(closes, ...spans.map((span) => span.to));
    return { from: Math.floor(from / 60) * 60, to: Math.ceil(to / 60) * 60, opens: day.opens, closes, rooms: view.rooms(draft) };
  }

  #drawFrame() {
    const { parts, draft, view, texts, frame } = this;
    const sign = JSON.stringify([frame, view.scale, draft.rooms, view.day]);
    if (sign === this.drawn) return;
    this.drawn = sign;
    const day = draft.days.find((one) => one.on === view.day);
    parts.grid.setAttribute("aria-label", texts("grid.label", { day: day.words }));
    parts.grid.style.setProperty("--columns", frame.rooms.length);
    parts.board.style.height = `${(frame.to - frame.from) * view.scale}px`;
    parts.heads.replaceChildren(...frame.rooms.map((code) => this.#head(code)));
    const hours = [];
    for (let minutes = frame.from; minutes <= frame.to; minutes += 60) hours.push(minutes);
    const walls = frame.rooms.map((_code, place) => this.#band("planner__wall", { left: `${(100 * place) / frame.rooms.length}%` }));
    const closed = [[frame.from, frame.opens], [frame.closes, frame.to]].filter(([from, to]) => to > from).map(([from, to]) => this.#band("planner__closed", { top: `${this.top(from)}px`, height: `${(to - from) * view.scale}px` }));
    const lines = hours.map((minutes) => this.#band("planner__line", { top: `${this.top(minutes)}px` }));
    parts.hours.replaceChildren(...hours.slice(0, -1).map((minutes) => this.#hour(minutes)));
    parts.walls.replaceChildren(...closed, ...lines, ...walls);
  }

  #hour(minutes) {
    const hour = this.#band("planner__hour", { top: `${this.top(minutes)}px` });
    hour.textContent = clock(minutes);
    return hour;
  }

  #head(code) {
    const room = this.draft.room(code);
    const head = document.createElement("div");
    head.className = "planner__head";
    const name = document.createElement("b");
    name.textContent = roomName(code, this.draft, this.texts);
    const facts = document.createElement("small");
    facts.textContent = [room?.floor, room?.seats && this.texts("seats", { count: room.seats })].filter(Boolean).join(" · ");
    head.append(name, facts);
    return head;
  }

  #band(className, style) {
    const band = document.createElement("div");
    band.className = className;
    Object.assign(band.style, style);
    return band;
  }

  top(minutes) {
    return (minutes - this.frame.from) * this.view.scale;
  }

  #drawCards(items, places, held) {
    const { draft, view, texts, parts } = this;
    const focused = document.activeElement?.closest?.(".slot")?.dataset.key;
    const buttons = items.map((item) => {
      const button = this.#buttons.get(item.key) ?? makeCard(item.card);
      this.#buttons.set(item.key, button);
      const height = Math.max((item.to - item.from) * view.scale - GAP_PX, LEAST_PX);
      fillCard(button, item.card, draft, texts, { height, isSelected: view.selected === item.card, isHeld: held?.card === item.card, isFaint: !isMeant(item.card, view.only) });
      this.#put(button, item, places.get(item.key), height);
      return button;
    });
    const known = new Set(buttons);
    for (const [key, button] of this.#buttons) {
      if (known.has(button)) continue;
      button.remove();
      this.#buttons.delete(key);
    }
    buttons.forEach((button, place) => {
      if (parts.cards.children[place] !== button) parts.cards.insertBefore(button, parts.cards.children[place] ?? null);
    });
    if (focused && document.activeElement?.dataset?.key !== focused) this.#buttons.get(focused)?.focus({ preventScroll: true });
  }

  #put(element, { from }, { column, span, lane, lanes }, height) {
    const width = (100 * span) / this.frame.rooms.length;
    const left = (100 * column) / this.frame.rooms.length + (width * lane) / lanes;
    Object.assign(element.style, { top: `${this.top(from)}px`, height: `${height}px`, left: `calc(${left}% + 3px)`, width: `calc(${width / lanes}% - 6px)` });
  }

  /** Where the hand would let it fall. `words`: what speaks against it. */
  drawGhost(held, words = []) {
    const { ghost } = this.parts;
    const isHere = held !== null && held.place !== null && this.#isOn(held.place);
    ghost.hidden = !isHere;
    if (!isHere) return;
    const { from, to } = this.span(held.place);
    const column = held.place.room === null ? 0 : Math.max(0, this.frame.rooms.indexOf(held.place.room));
    const span = held.place.room === null ? this.frame.rooms.length : 1;
    const height = Math.max((to - from) * this.view.scale - GAP_PX, LEAST_PX);
    this.#put(ghost, { from }, { column, span, lane: 0, lanes: 1 }, height);
    ghost.classList.toggle("planner__ghost--bad", words.length > 0);
    this.parts.ghostTime.textContent = `${clockOf(held.place.starts)}–${clockOf(held.place.ends)} · ${roomName(held.place.room, this.draft, this.texts)}`;
    this.parts.ghostTitle.textContent = held.card.title;
    this.parts.ghostWords.textContent = words.join(" · ");
  }

  #drawShades() {
    const { frame, parts } = this;
    const bands = this.shades.flatMap((shade) => {
      const { from, to } = this.span(shade);
      const column = shade.room === null ? 0 : frame.rooms.indexOf(shade.room);
      if (column < 0 || to <= frame.from || from >= frame.to) return [];
      const share = 100 / frame.rooms.length;
      const top = Math.max(from, frame.from);
      const band = this.#band("planner__shade", {
        top: `${this.top(top)}px`, height: `${(Math.min(to, frame.to) - top) * this.view.scale}px`,
        left: `${share * column}%`, width: shade.room === null ? "100%" : `${share}%`,
      });
      const why = document.createElement("span");
      why.textContent = shade.why;
      band.append(why);
      return [band];
    });
    parts.shades.replaceChildren(...bands);
  }

  /** One card can be reached by Tab: the chosen one, else the first. */
  #rove(items) {
    const chosen = items.find((item) => item.card === this.view.selected) ?? items[0];
    for (const { key } of items) {
      const tabIndex = key === chosen.key ? 0 : -1;
      const button = this.#buttons.get(key);
      if (button.tabIndex !== tabIndex) button.tabIndex = tabIndex;
    }
    this.parts.grid.tabIndex = items.length ? -1 : 0;
  }

  button(card) {
    return this.#buttons.get(card.key);
  }

  /** What lies under a point of the screen: minutes and room. */
  at(x, y) {
    const box = this.parts.cards.getBoundingClientRect();
    const column = Math.floor(((x - box.left) / box.width) * this.frame.rooms.length);
    return {
      minutes: this.frame.from + (y - box.top) / this.view.scale,
      room: this.frame.rooms[Math.min(Math.max(column, 0), this.frame.rooms.length - 1)],
    };
  }

  show(card) {
    this.button(card)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}
