/** What the search finds among the sessions that have a place: each leads to its card. */

import { matches, roomName } from "./card.js";
import { clockOf, dayOf } from "./times.js";

const MOST = 8;

export class Found {
  constructor({ parts, draft, texts, reach }) {
    Object.assign(this, { parts, draft, texts, reach });
    parts.search.addEventListener("input", () => this.draw());
  }

  draw() {
    const { parts, draft } = this;
    const words = parts.search.value.trim();
    const found = words ? draft.placed().filter((card) => matches(card, draft, words)) : [];
    parts.found.hidden = !found.length;
    parts.foundCount.textContent = found.length;
    found.sort((one, other) => (one.place.starts < other.place.starts ? -1 : 1));
    parts.foundList.replaceChildren(...found.slice(0, MOST).map((card) => this.#item(card)));
  }

  #item(card) {
    const { draft, texts } = this;
    const item = document.createElement("li");
    const button = document.createElement("button");
    const where = document.createElement("small");
    const day = draft.days.find((one) => one.on === dayOf(card.place.starts));
    where.textContent = [day?.words, clockOf(card.place.starts), roomName(card.place.room, draft, texts)].filter(Boolean).join(", ");
    const title = document.createElement("span");
    title.dir = "auto";
    title.textContent = card.title;
    button.type = "button";
    button.className = "planner__go";
    button.append(title, where);
    button.addEventListener("click", () => this.reach(card, dayOf(card.place.starts)));
    item.append(button);
    return item;
  }
}
