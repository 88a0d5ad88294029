/** What this browser looks at: the day, the rooms, how large. Remembered on this device, for each event. */

export const SCALES = [0.7, 1, 1.4, 2, 2.8]; // pixels a minute
const NARROW = matchMedia("(max-width: 40rem)");

export class View {
  selected = null; // a card
  only = ""; // what is highlighted: see only.js
  #kept;
  #name;

  constructor(name, day) {
    this.#name = name;
    this.#kept = recall(name);
    this.day = day;
    this.scale = SCALES.includes(this.#kept.scale) ? this.#kept.scale : 1.4;
    this.alone = this.#kept.alone ?? null; // the one room on a phone
  }

  get isNarrow() {
    return NARROW.matches;
  }

  onWidth(listener) {
    NARROW.addEventListener("change", listener);
  }

  /** The rooms that have a column: those chosen, without rooms out of use; on a phone one. */
  rooms(draft) {
    const inUse = draft.rooms.filter((room) => !room.hidden || draft.placed().some((card) => card.place.room === room.code));
    if (!inUse.length) return [null];
    if (this.isNarrow) return [(inUse.find((room) => room.code === this.alone) ?? inUse[0]).code];
    const chosen = inUse.filter((room) => !this.#kept.hidden?.includes(room.code));
    return (chosen.length ? chosen : inUse).map((room) => room.code);
  }

  show(room, isShown) {
    const hidden = new Set(this.#kept.hidden);
    if (isShown) hidden.delete(room);
    else hidden.add(room);
    this.#keep({ hidden: [...hidden] });
  }

  showAlone(room) {
    this.alone = room;
    this.#keep({ alone: room });
  }

  zoom(steps) {
    const place = Math.min(Math.max(SCALES.indexOf(this.scale) + steps, 0), SCALES.length - 1);
    this.scale = SCALES[place];
    this.#keep({ scale: this.scale });
  }

  #keep(values) {
    Object.assign(this.#kept, values);
    try {
      localStorage.setItem(this.#name, JSON.stringify(this.#kept));
    } catch {
      // storage switched off: nothing is remembered, all else works
    }
  }
}

function recall(name) {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? {};
  } catch {
    return {};
  }
}
