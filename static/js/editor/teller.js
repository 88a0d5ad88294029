/** Says what happens: aloud for screen readers, and as notes that go away by themselves unless they say "no". */

import { roomName } from "./card.js";
import { clockOf } from "./times.js";

const SHOWN_MS = 7000;
const MOST = 4;

export class Teller {
  #isOdd = false;

  constructor({ parts, draft, texts }) {
    Object.assign(this, { parts, draft, texts });
    parts.notes.addEventListener("click", (event) => event.target.closest(".planner__note")?.remove());
  }

  /** The same words twice are said twice. */
  aloud(words) {
    this.#isOdd = !this.#isOdd;
    this.parts.live.textContent = words + (this.#isOdd ? "\u00a0" : "");
  }

  /** Where a card is, with what speaks against it: "Opening, moved to 10:15, Hall B; clashes with …". */
  step(kind, { card, place, words = [] }) {
    const where = place ? { clock: `${clockOf(place.starts)}–${clockOf(place.ends)}`, room: roomName(place.room, this.draft, this.texts), day: this.#day(place) } : { clock: "", room: "", day: "" };
    const said = this.texts(`say.${kind}`, { title: card.title, ...where });
    this.aloud(words.length ? `${said}; ${words.join("; ")}` : said);
  }

  #day(place) {
    return this.draft.days.find((one) => place.starts.startsWith(one.on))?.words ?? "";
  }

  /** `isBad`: stays until it is pressed. */
  note(words, { isBad = false } = {}) {
    const note = document.createElement("button");
    note.type = "button";
    note.className = `planner__note${isBad ? " planner__note--bad" : ""}`;
    note.textContent = words;
    note.title = this.texts("dismiss");
    this.parts.notes.prepend(note);
    while (this.parts.notes.children.length > MOST) this.parts.notes.lastElementChild.remove();
    if (!isBad) setTimeout(() => note.remove(), SHOWN_MS);
    this.aloud(words);
  }
}
