/**
 * The keyboard on the board. Tab goes from element to element and chooses it; Shift and Space keeps it chosen while Tab
 * goes on; arrows move what is chosen, with Ctrl they change its size.
 */

import { allowedStep, resized, round } from "./geometry.js";

const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const STEP = { usual: 0.5, shift: 5, alt: 0.1 }; // mm

export class Keys {
  /** does: {undo, redo, save, help, copy, cut, paste, duplicate, remove, order, edit, board, say, zoom} */
  constructor({ root, parts, doc, view, canvas, pointer, does }) {
    Object.assign(this, { parts, doc, view, canvas, pointer, does });
    root.addEventListener("keydown", (event) => this.#pressed(event));
    parts.boxes.addEventListener("focusin", (event) => this.#reached(event.target.dataset.id));
    parts.boxes.addEventListener("dblclick", () => does.edit());
  }

  #reached(id) {
    if (!id || this.pointer.isBusy || this.view.selected.includes(id)) return;
    this.view.select([...this.view.pinned, id], { keepPins: true });
  }

  #pressed(event) {
    if (event.defaultPrevented || event.target.closest("dialog") || this.pointer.isBusy) return;
    const isOnBoard = this.parts.canvas.contains(event.target);
    const isInPanel = this.parts.fields.contains(event.target);
    const done = event.ctrlKey || event.metaKey ? this.#command(event, isOnBoard) : isOnBoard ? this.#plain(event) : isInPanel && event.key === "Escape" && run(this.does.board);
    if (done) event.preventDefault();
  }

  /** What is typed in the panel is a part of the design at once, so undo means the same there as on the board. */
  #command(event, isOnBoard) {
    const key = event.key.toLowerCase();
    const { does } = this;
    if (key === "s") return run(does.save);
    if (key === "z") return run(event.shiftKey ? does.redo : does.undo);
    if (key === "y") return run(does.redo);
    if (!isOnBoard) return false;
    if (event.key in ARROWS) return this.#size(event);
    const deeds = { c: does.copy, x: does.cut, v: does.paste, d: does.duplicate, a: () => this.#all(), "+": () => does.zoom(1), "=": () => does.zoom(1), "-": () => does.zoom(-1), 0: () => does.zoom(0) };
    return key in deeds && run(deeds[key]);
  }

  #plain(event) {
    const { does, view } = this;
    const { key } = event;
    if (key in ARROWS) return this.#move(event);
    if (key === "?") return run(does.help);
    if (key === "Escape") return run(() => this.#nothing());
    if (key === " " && event.shiftKey) return run(() => this.#pin(event.target.dataset.id));
    if (!view.selected.length) return false;
    if (key === "Delete" || key === "Backspace") return run(does.remove);
    if (key === "Enter" || key === "F2") return run(does.edit);
    if (key === "]" || key === "[") return run(() => does.order(key === "]" ? 1 : -1));
    return false;
  }

  #pin(id) {
    if (!id) return;
    const { view } = this;
    const isPinned = view.pinned.includes(id);
    view.pinned = isPinned ? view.pinned.filter((one) => one !== id) : [...view.pinned, id];
    view.select([...view.pinned], { keepPins: true });
    this.does.say(isPinned ? "unpinned" : "pinned", { count: view.selected.length });
  }

  #nothing() {
    this.view.select([]);
    this.parts.canvas.focus({ preventScroll: true });
    this.does.say("none");
  }

  #all() {
    this.view.select(this.canvas.page[this.view.side].map((element) => element.id));
    this.view.pinned = [...this.view.selected];
    this.does.say("pinned", { count: this.view.selected.length });
  }

  #move(event) {
    const chosen = this.canvas.chosen();
    if (!chosen.length) return false;
    const far = distance(event);
    const [across, down] = ARROWS[event.key];
    const { dx, dy } = allowedStep(chosen, across * far, down * far, this.canvas.page);
    const isMoved = this.doc.changeElements(this.view.selected, (element) => Object.assign(element, { x: round(element.x + dx), y: round(element.y + dy) }), "nudge");
    this.does.say(isMoved ? "moved" : "edge", { element: this.canvas.chosen()[0] });
    return true;
  }

  #size(event) {
    const chosen = this.canvas.chosen();
    if (!chosen.length) return false;
    const far = distance(event);
    const [across, down] = ARROWS[event.key];
    const boxes = new Map(chosen.map((element) => [element.id, resized(element, across ? "e" : "s", across * far, down * far, this.canvas.page)]));
    this.doc.changeElements(this.view.selected, (element) => Object.assign(element, boxes.get(element.id)), "stretch");
    this.does.say("sized", { element: this.canvas.chosen()[0] });
    return true;
  }
}

function distance(event) {
  return event.altKey ? STEP.alt : event.shiftKey ? STEP.shift : STEP.usual;
}

function run(deed) {
  deed();
  return true;
}
