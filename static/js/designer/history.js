/** The states of a design that can be brought back, and forth again. */

const PAUSE_MS = 1200; // what follows sooner on a change with the same key is one step with it

export class History {
  #past = [];
  #future = [];
  #key = "";
  #at = 0;

  /** `before`: the state that a change left behind. */
  did(before, key) {
    const now = performance.now();
    if (!key || key !== this.#key || now - this.#at > PAUSE_MS) this.#past.push(before);
    this.#future = [];
    this.#key = key;
    this.#at = now;
  }

  /** Whatever follows is a step of its own. */
  close() {
    this.#key = "";
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  /** The state before the last step, or null. */
  undo(present) {
    return this.#turn(this.#past, this.#future, present);
  }

  redo(present) {
    return this.#turn(this.#future, this.#past, present);
  }

  #turn(from, to, present) {
    if (!from.length) return null;
    to.push(present);
    this.close();
    return from.pop();
  }
}
