/** Says what becomes of cards. */

import { roomName } from "./card.js";
import { Notes } from "./notes.js";
import { clockOf } from "./times.js";

export class Teller extends Notes {
  constructor({ parts, draft, texts }) {
    super({ parts, texts });
    this.draft = draft;
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
}
