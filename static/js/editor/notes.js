/** Says what happens: aloud for screen readers, and as notes that go away by themselves unless they say "no". */

const SHOWN_MS = 7000;
const MOST = 4;

export class Notes {
  #isOdd = false;

  constructor({ parts, texts }) {
    Object.assign(this, { parts, texts });
    parts.notes.addEventListener("click", (event) => event.target.closest(".planner__note")?.remove());
  }

  /** The same words twice are said twice. */
  aloud(words) {
    this.#isOdd = !this.#isOdd;
    this.parts.live.textContent = words + (this.#isOdd ? "\u00a0" : "");
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
