/** What is being moved, by pointer or by keys: one card, and the place where it would fall. */

import { problemsAt, shadesFor } from "./problems.js";
import { samePlace } from "./times.js";

export class Hand {
  held = null; // {card, place, by}

  /** tell(kind, values); drawn(): draw everything anew. */
  constructor({ draft, grid, acts, texts, tell, drawn }) {
    Object.assign(this, { draft, grid, acts, texts, tell, drawn });
  }

  take(card, by, place = card.place) {
    this.held = { card, place, by };
    this.grid.shades = shadesFor(this.draft, card, this.texts);
    this.drawn();
    this.#show();
  }

  /** Go on to a place, or to none; returns what speaks against it. */
  move(place) {
    if (samePlace(place, this.held.place)) return null;
    this.held.place = place;
    return this.#show();
  }

  #show() {
    const { card, place } = this.held;
    const words = place ? problemsAt(this.draft, card, place, this.texts) : [];
    this.grid.drawGhost(this.held, words);
    return words;
  }

  drop() {
    const { card, place } = this.#open();
    const isMoved = this.acts.move([{ card, after: place }]);
    if (!isMoved) this.drawn();
    return isMoved;
  }

  /** As if nothing had been. */
  back() {
    this.#open();
    this.drawn();
  }

  #open() {
    const held = this.held;
    this.held = null;
    this.grid.shades = [];
    this.grid.drawGhost(null);
    return held;
  }
}
