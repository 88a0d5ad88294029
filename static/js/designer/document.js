/** The design being changed: plain data, as the server reads and writes it. All changes go through `change`. */

import { History } from "./history.js";

export const SIDES = ["front", "back"];

export class Document {
  #history = new History();

  /** told(): something is different now. */
  constructor(data, told) {
    Object.assign(this, { data, told });
  }

  /** `deed(data)` changes a copy; changes with the same `key` shortly after each other are one step. */
  change(deed, key = "") {
    const next = structuredClone(this.data);
    deed(next);
    if (isSame(next, this.data)) return false;
    this.#history.did(this.data, key);
    this.data = next;
    this.told();
    return true;
  }

  /** `deed(element)` for each of these elements. */
  changeElements(ids, deed, key = "") {
    return this.change((data) => {
      for (const side of SIDES) for (const element of data[side]) if (ids.includes(element.id)) deed(element);
    }, key);
  }

  /** What comes next is a step of its own. */
  closeStep() {
    this.#history.close();
  }

  get canUndo() {
    return this.#history.canUndo;
  }

  get canRedo() {
    return this.#history.canRedo;
  }

  /** The ids of the elements that changed by it; null when there was nothing to take back. */
  undo() {
    return this.#turn(this.#history.undo(this.data));
  }

  redo() {
    return this.#turn(this.#history.redo(this.data));
  }

  #turn(state) {
    if (!state) return null;
    const before = this.data;
    this.data = state;
    const changed = this.ids().filter((id) => !isSame(this.find(id), found(before, id)));
    this.told();
    return changed;
  }

  find(id) {
    return found(this.data, id);
  }

  sideOf(id) {
    return SIDES.find((side) => this.data[side].some((element) => element.id === id));
  }

  ids() {
    return SIDES.flatMap((side) => this.data[side].map((element) => element.id));
  }

  /** A name that no element has yet: "text-3". */
  freeId(kind, taken = this.ids()) {
    let number = 1;
    while (taken.includes(`${kind}-${number}`)) number += 1;
    return `${kind}-${number}`;
  }

  isAs(data) {
    return isSame(this.data, data);
  }
}

const found = (data, id) => SIDES.flatMap((side) => data[side]).find((element) => element.id === id);

export function isSame(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
