/** What is looked at, and what is chosen. Nothing of it is a part of the design. */

export const MM = 96 / 25.4; // CSS pixels of a millimetre at 100 %
const ZOOMS = [0.25, 0.33, 0.5, 0.67, 0.75, 1, 1.25, 1.5, 2, 3, 4, 6];

export class View {
  side = "front";
  selected = [];
  pinned = []; // chosen by Shift and Space: what Tab reaches next is chosen along with them
  zoom = 1;
  isFit = true;
  grid = 0; // mm; 0: none
  who = "usual";
  category = "";
  lang = "";
  withStrip = false;

  constructor(told) {
    this.told = told;
  }

  set(values) {
    Object.assign(this, values);
    this.told();
  }

  select(ids, { keepPins = false } = {}) {
    if (!keepPins) this.pinned = [];
    if (ids.length === this.selected.length && ids.every((id) => this.selected.includes(id))) return;
    this.selected = ids;
    this.told();
  }

  toggle(id) {
    this.select(this.selected.includes(id) ? this.selected.filter((one) => one !== id) : [...this.selected, id]);
    this.pinned = [...this.selected];
  }

  /** Whether badges of the category and language that are looked at have the element. */
  shows({ categories, languages }) {
    return (!categories.length || categories.includes(this.category)) && (!languages.length || languages.includes(this.lang));
  }

  get step() {
    return this.grid || 0.5;
  }

  get scale() {
    return MM * this.zoom;
  }

  /** The next larger or smaller zoom. */
  beside(steps) {
    if (steps > 0) return ZOOMS.find((zoom) => zoom > this.zoom + 0.001) ?? ZOOMS.at(-1);
    return ZOOMS.findLast((zoom) => zoom < this.zoom - 0.001) ?? ZOOMS[0];
  }
}
