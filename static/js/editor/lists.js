/** The lists at the side: sessions without a place, with search, and everything that clashes. */

import { fillCard, makeCard, matches } from "./card.js";
import { isMeant } from "./only.js";
import { dayOf } from "./times.js";

export class Waiting {
  #buttons = new Map();

  constructor({ parts, draft, view, texts }) {
    Object.assign(this, { parts, draft, view, texts });
    parts.search.addEventListener("input", () => this.draw());
    parts.waitingList.addEventListener("keydown", (event) => this.#walk(event));
  }

  draw() {
    const { parts, draft, view, texts } = this;
    const words = parts.search.value.trim();
    const all = draft.waiting().sort((one, other) => one.title.localeCompare(other.title));
    const found = all.filter((card) => isMeant(card, view.only) && matches(card, draft, words));
    parts.waitingCount.textContent = all.length;
    parts.waitingNone.hidden = found.length > 0;
    parts.waitingNone.textContent = texts(all.length ? "waiting.nothing-found" : "waiting.none");
    const items = found.map((card) => this.#item(card));
    const known = new Set(found.map((card) => card.key));
    for (const key of this.#buttons.keys()) if (!known.has(key)) this.#buttons.delete(key);
    this.#put(items);
    const chosen = found.includes(view.selected) ? view.selected : found[0];
    for (const [key, button] of this.#buttons) button.tabIndex = key === chosen?.key ? 0 : -1;
  }

  /** Only when others stand there than before: what has the focus keeps it. */
  #put(items) {
    const { children } = this.parts.waitingList;
    if (children.length === items.length && items.every((item, place) => children[place] === item)) return;
    const focused = document.activeElement;
    this.parts.waitingList.replaceChildren(...items);
    if (focused?.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
  }

  #item(card) {
    const button = this.#buttons.get(card.key) ?? makeCard(card);
    this.#buttons.set(card.key, button);
    fillCard(button, card, this.draft, this.texts, { isSelected: this.view.selected === card });
    if (!button.parentElement) document.createElement("li").append(button);
    return button.parentElement;
  }

  #walk(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const buttons = [...this.#buttons.values()].filter((one) => one.isConnected).sort((one, other) => (one.compareDocumentPosition(other) & 4 ? -1 : 1));
    const next = by && buttons[buttons.indexOf(event.target) + by];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  focus(card) {
    (this.#buttons.get(card?.key) ?? this.parts.search).focus();
  }
}

export class Clashes {
  #sign = "";

  constructor({ parts, draft, view, reach }) {
    Object.assign(this, { parts, draft, view, reach });
  }

  draw() {
    const { parts, draft } = this;
    const sign = JSON.stringify([draft.clashes, this.view.day]);
    if (sign === this.#sign) return;
    this.#sign = sign;
    parts.clashCount.textContent = draft.clashes.length;
    parts.clashNone.hidden = draft.clashes.length > 0;
    const bySlot = new Map(draft.placed().map((card) => [card.slot, card]));
    parts.clashList.replaceChildren(...draft.clashes.map((clash) => this.#item(clash, bySlot)));
  }

  /** The sentence leads to the first card that it names; the others have a button each behind it. */
  #item(clash, bySlot) {
    const [first, ...rest] = [...new Set(clash.slots)].map((slot) => bySlot.get(slot)).filter(Boolean);
    const others = rest.filter((card) => card.session !== first.session);
    const item = document.createElement("li");
    item.append(this.#button(clash.words, `planner__clash planner__clash--${clash.level}`, first));
    for (const card of others) item.append(this.#button(card.title, "planner__other", card));
    return item;
  }

  #button(words, className, card) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className, textContent: words, disabled: !card, dir: "auto" });
    button.addEventListener("click", () => this.reach(card, dayOf(card.place.starts)));
    return button;
  }
}
