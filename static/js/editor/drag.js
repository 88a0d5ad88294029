/**
 * Dragging and stretching with mouse, pen and finger. A finger first rests on a card for a moment, so that swiping
 * scrolls. Near the edges the grid scrolls by itself; over the tab of a day that day opens.
 */

import { DAY_MINUTES, lasts, minutesOf, placeAt, snap } from "./times.js";

const FAR_PX = 5; // further is a drag, less is a click
const REST_MS = 320;
const EDGE_PX = 48;
const SCROLL_PX = 14;
const OPEN_DAY_MS = 500;

export class Drag {
  #press = null;
  #frame = 0;

  constructor({ root, parts, draft, grid, view, hand, openDay, choose }) {
    Object.assign(this, { root, parts, draft, grid, view, hand, openDay, choose });
    root.addEventListener("pointerdown", (event) => this.#down(event));
    root.addEventListener("contextmenu", (event) => (this.#press || hand.held) && event.preventDefault());
    root.addEventListener("touchmove", (event) => this.isDragging && event.preventDefault(), { passive: false });
    root.addEventListener("click", (event) => this.#swallow(event), { capture: true });
    addEventListener("pointermove", (event) => this.#move(event));
    addEventListener("pointerup", (event) => this.#up(event));
    addEventListener("pointercancel", () => this.#cancel());
    addEventListener("keydown", (event) => event.key === "Escape" && this.isDragging && this.#cancel());
  }

  get isDragging() {
    return this.#press?.isDragging ?? false;
  }

  #down(event) {
    const button = event.target.closest?.("[data-key]");
    const card = button && this.draft.cards.get(button.dataset.key);
    if (!card || event.button !== 0 || this.#press) return;
    if (this.hand.held) this.hand.drop();
    const isGrip = Boolean(event.target.closest("[data-grip]")) && card.place !== null;
    const at = card.place && this.grid.at(event.clientX, event.clientY);
    this.#press = {
      card, isGrip, x: event.clientX, y: event.clientY, pointer: event.pointerId, isDragging: false,
      grabbed: at ? at.minutes - minutesOf(isGrip ? card.place.ends : card.place.starts, this.view.day) : 0,
      rest: event.pointerType === "touch" && !isGrip ? setTimeout(() => this.#begin(), REST_MS) : null,
      isTouch: event.pointerType === "touch",
    };
    if (event.pointerType === "mouse") event.preventDefault(); // no text is marked, no picture dragged
    if (event.pointerType === "mouse") button.focus({ preventScroll: true });
  }

  #begin() {
    const press = this.#press;
    press.isDragging = true;
    this.root.classList.add("planner--dragging");
    this.parts.out.hidden = press.card.place === null || press.isGrip;
    if (press.isTouch) navigator.vibrate?.(15);
    if (press.card.place) this.choose(press.card); // of the list nothing moves away from under the hand
    this.hand.take(press.card, "pointer");
    this.#frame = requestAnimationFrame(() => this.#scroll());
  }

  #move(event) {
    const press = this.#press;
    if (!press || event.pointerId !== press.pointer) return;
    const isFar = Math.hypot(event.clientX - press.x, event.clientY - press.y) > FAR_PX;
    if (!press.isDragging) {
      if (!isFar) return;
      if (press.rest) return this.#forget(); // the finger scrolls
      this.#begin();
    }
    press.now = { x: event.clientX, y: event.clientY };
    this.#place();
  }

  /** Where the card would fall, from where the pointer is. */
  #place() {
    const press = this.#press;
    const { x, y } = press.now;
    const under = document.elementFromPoint(x, y);
    this.#overDay(under?.closest?.("[data-day]")?.dataset.day);
    if (press.isGrip) return this.hand.move(this.#stretched(x, y));
    const isOut = Boolean(under?.closest?.("[data-part=out], [data-part=waiting]"));
    this.parts.out.classList.toggle("planner__out--target", isOut);
    if (isOut) return this.hand.move(null);
    const box = this.parts.scroller.getBoundingClientRect();
    if (x < box.left || x > box.right || y < box.top || y > box.bottom) return;
    const { card } = press;
    const minutes = card.place ? lasts(card.place) : card.minutes;
    const at = this.grid.at(x, y);
    const from = Math.min(Math.max(snap(at.minutes - press.grabbed, this.draft.step), 0), DAY_MINUTES - this.draft.step);
    const isWide = card.place ? card.place.room === null : card.break;
    this.hand.move(placeAt(this.view.day, from, minutes, isWide ? null : at.room));
  }

  #stretched(x, y) {
    const { place } = this.#press.card;
    const from = minutesOf(place.starts, this.view.day);
    const to = Math.max(snap(this.grid.at(x, y).minutes - this.#press.grabbed, this.draft.step), from + this.draft.step);
    return placeAt(this.view.day, from, to - from, place.room);
  }

  #overDay(day) {
    const press = this.#press;
    if (day === press.day) return;
    clearTimeout(press.dayTimer);
    press.day = day;
    if (day && day !== this.view.day) press.dayTimer = setTimeout(() => this.openDay(day), OPEN_DAY_MS);
  }

  #scroll() {
    const press = this.#press;
    if (!press?.isDragging) return;
    if (press.now) {
      const box = this.parts.scroller.getBoundingClientRect();
      const by = (at, began, low, high) => (at < low + EDGE_PX && at < began ? -1 : at > high - EDGE_PX && at > began ? 1 : 0) * SCROLL_PX;
      const { x, y } = press.now;
      const isInside = x > box.left && x < box.right && y > box.top && y < box.bottom;
      const [left, top] = isInside ? [by(x, press.x, box.left, box.right), by(y, press.y, box.top + this.parts.heads.offsetHeight, box.bottom)] : [0, 0];
      const page = by(y, press.y, 0, innerHeight);
      if (this.#scrolled(this.parts.scroller, left, top) || this.#scrolled(document.scrollingElement, 0, page)) this.#place();
    }
    this.#frame = requestAnimationFrame(() => this.#scroll());
  }

  /** True when that moved anything: at its end the page goes on. */
  #scrolled(element, left, top) {
    const { scrollLeft, scrollTop } = element;
    if (left || top) element.scrollBy({ left, top, behavior: "instant" });
    return element.scrollLeft !== scrollLeft || element.scrollTop !== scrollTop;
  }

  #up(event) {
    const press = this.#press;
    if (!press || event.pointerId !== press.pointer) return;
    this.#forget();
    if (!press.isDragging) return;
    this.swallowed = performance.now();
    this.hand.drop();
  }

  #cancel() {
    const press = this.#press;
    if (!press) return;
    this.#forget();
    if (press.isDragging) this.hand.back();
  }

  #forget() {
    const press = this.#press;
    clearTimeout(press.rest);
    clearTimeout(press.dayTimer);
    cancelAnimationFrame(this.#frame);
    this.root.classList.remove("planner--dragging");
    this.parts.out.hidden = true;
    this.#press = null;
  }

  /** The click that follows a drop is none. */
  #swallow(event) {
    if (performance.now() - (this.swallowed ?? -Infinity) < 50) {
      event.stopPropagation();
      event.preventDefault();
    }
  }
}
