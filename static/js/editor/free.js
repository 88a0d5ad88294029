/** Free places of the chosen session, at the side: asked of the server, taken by a press, shown in the grid meanwhile. */

import { Refusal } from "./api.js";
import { roomName } from "./card.js";
import { clockOf, dayOf, lasts } from "./times.js";

export class Free {
  #card = null; // whose places are shown

  /** does: {take(card, place), aloud(words)} */
  constructor({ parts, draft, view, grid, texts, api, urls, does }) {
    Object.assign(this, { parts, draft, view, grid, texts, api, urls, does });
    parts.chosenFree.addEventListener("click", () => (this.#card ? this.close() : this.ask(view.selected)));
    parts.freeList.addEventListener("keydown", (event) => this.#leave(event));
  }

  async ask(card) {
    const { parts, texts } = this;
    this.#card = card;
    parts.free.hidden = false;
    parts.chosenFree.setAttribute("aria-expanded", "true");
    parts.freeMore.href = this.urls.places.replace("CODE", card.session);
    parts.freeList.replaceChildren();
    parts.freeHeading.textContent = texts("free.looking");
    try {
      const { places, warns } = await this.api.free(card);
      if (this.#card === card) this.#show(card, places, warns);
    } catch (error) {
      if (this.#card === card) this.#say(error instanceof Refusal ? error.message : texts("free.away"));
    }
  }

  #show(card, places, warns) {
    const { parts, texts } = this;
    parts.freeList.replaceChildren(...places.map((place) => this.#item(card, place)));
    const kind = places.length ? (warns ? "warned" : "found") : "none";
    this.#say(texts(`free.${kind}`, { count: places.length }));
    (parts.freeList.querySelector("button") ?? parts.freeHeading).focus();
  }

  #say(words) {
    this.parts.freeHeading.textContent = words;
    this.does.aloud(words);
  }

  #item(card, place) {
    const { draft, texts } = this;
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "planner__go";
    const day = draft.days.find((one) => one.on === dayOf(place.starts));
    button.textContent = [day?.words, `${clockOf(place.starts)}–${clockOf(place.ends)}`, roomName(place.room, draft, texts)].filter(Boolean).join(", ");
    const ghost = () => this.grid.drawGhost({ card, place });
    button.addEventListener("focus", ghost);
    button.addEventListener("pointerenter", ghost);
    for (const name of ["blur", "pointerleave"]) button.addEventListener(name, () => this.grid.drawGhost(null));
    button.addEventListener("click", () => {
      this.close();
      this.does.take(card, place);
    });
    item.append(button);
    return item;
  }

  #leave(event) {
    if (event.key !== "Escape") return;
    this.close();
    this.parts.chosenFree.focus();
  }

  close() {
    this.#card = null;
    this.grid.drawGhost(null);
    this.parts.free.hidden = true;
    this.parts.chosenFree.setAttribute("aria-expanded", "false");
  }

  /** Places of another session, or of another length, are no longer those that were asked for. */
  draw() {
    const card = this.#card;
    if (!card) return;
    const sign = `${card.key} ${card.place ? lasts(card.place) : card.minutes}`;
    if (card !== this.view.selected) this.close();
    else if (this.sign && sign !== this.sign) this.close();
    this.sign = this.#card ? sign : "";
  }
}
