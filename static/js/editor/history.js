/** What can be taken back, and done again. A step is [{card, before, after, foreign}], places or null. */

export class History {
  #done = [];
  #undone = [];

  did(step) {
    this.#done.push(step);
    this.#undone = [];
  }

  get canUndo() {
    return this.#done.length > 0;
  }

  get canRedo() {
    return this.#undone.length > 0;
  }

  /** The step to take back, or {blocked: card} when somebody else moved a card of it since: the step is dropped then. */
  undo() {
    return this.#turn(this.#done, this.#undone, (move) => ({ ...move, before: move.after, after: move.before }));
  }

  redo() {
    return this.#turn(this.#undone, this.#done, (move) => move);
  }

  #turn(from, to, reading) {
    const step = from.pop();
    if (!step) return null;
    const blocked = step.find(({ card, foreign }) => card.foreign !== foreign);
    if (blocked) return { blocked: blocked.card };
    to.push(step);
    return { moves: step.map(reading) };
  }

  /** A step that the server refused is no step. */
  forget(moves) {
    const cards = new Set(moves.map((move) => move.card));
    const others = (step) => !step.some((move) => cards.has(move.card));
    this.#done = this.#done.filter(others);
    this.#undone = this.#undone.filter(others);
  }
}
