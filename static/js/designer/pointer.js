/**
 * Mouse, pen and finger on the board. A finger first chooses an element by a tap; one that is chosen follows it, and
 * anywhere else it scrolls.
 */

import { allowedStep, around, boxOf, resized, round } from "./geometry.js";
import { edgesOf, linesOf, rest } from "./snapping.js";

const FAR_PX = 3;
const NEAR_PX = 6;

export class Pointer {
  #press = null;
  #number = 0;

  /** moved(): what a drag did is to be told. */
  constructor({ parts, doc, view, canvas, drawn, moved }) {
    Object.assign(this, { doc, view, canvas, drawn, moved });
    parts.scroller.addEventListener("pointerdown", (event) => this.#down(event));
    addEventListener("pointermove", (event) => this.#move(event));
    addEventListener("pointerup", (event) => this.#up(event));
    addEventListener("pointercancel", () => this.#end({ isBack: true }));
    addEventListener("keydown", (event) => event.key === "Escape" && this.#press?.isFar && this.#end({ isBack: true }));
  }

  get isBusy() {
    return this.#press !== null;
  }

  #down(event) {
    if (event.button !== 0 || this.#press) return;
    const grip = event.target.dataset?.grip;
    const id = event.target.closest("[data-id]")?.dataset.id;
    const isInside = event.target.closest("[data-part=board]");
    if (!grip && !id && (!isInside || event.pointerType === "touch")) {
      if (isInside) this.view.select([]);
      return;
    }
    if (!grip && id) this.#choose(id, event);
    if (event.pointerType === "mouse") event.preventDefault(); // nothing is marked
    const canFollow = grip || !id || event.pointerType === "mouse" || this.wasChosen;
    if (!canFollow) return;
    const start = this.canvas.at(event.clientX, event.clientY);
    const elements = this.canvas.chosen();
    this.#press = {
      kind: grip ? "size" : id ? "move" : "marquee", grip, pointer: event.pointerId, start, isFar: false, x: event.clientX, y: event.clientY,
      before: elements.map((element) => ({ id: element.id, kind: element.kind, ...boxOf(element) })),
      lines: linesOf(this.doc.data, this.view.side, this.view.selected), key: `drag-${(this.#number += 1)}`,
      kept: event.shiftKey ? this.view.selected : [],
    };
  }

  #choose(id, event) {
    this.wasChosen = this.view.selected.includes(id);
    if (event.ctrlKey || event.metaKey) id = this.#below(event) ?? id;
    if (event.ctrlKey || event.metaKey) this.view.select([id]);
    else if (event.shiftKey) this.view.toggle(id);
    else if (!this.wasChosen) this.view.select([id]);
    this.canvas.button(id)?.focus({ preventScroll: true });
  }

  /** The element under the pointer that lies next below the chosen one; after the lowest the uppermost. */
  #below(event) {
    const ids = document.elementsFromPoint(event.clientX, event.clientY).map((one) => one.dataset?.id).filter(Boolean);
    return ids[(ids.indexOf(this.view.selected[0]) + 1) % ids.length];
  }

  #move(event) {
    const press = this.#press;
    if (!press || event.pointerId !== press.pointer) return;
    if (!press.isFar && Math.hypot(event.clientX - press.x, event.clientY - press.y) < FAR_PX) return;
    press.isFar = true;
    const now = this.canvas.at(event.clientX, event.clientY);
    const [dx, dy] = [now.x - press.start.x, now.y - press.start.y];
    if (press.kind === "marquee") return this.#frame(press, now);
    if (press.kind === "move") this.#drag(press, dx, dy, event);
    else this.#pull(press, dx, dy, event);
  }

  #frame(press, now) {
    const box = { x: Math.min(press.start.x, now.x), y: Math.min(press.start.y, now.y), w: Math.abs(now.x - press.start.x), h: Math.abs(now.y - press.start.y) };
    this.canvas.marquee = box;
    const touched = this.canvas.page[this.view.side].filter((one) => one.x >= box.x && one.y >= box.y && one.x + one.w <= box.x + box.w && one.y + one.h <= box.y + box.h);
    this.view.select([...new Set([...press.kept, ...touched.map((one) => one.id)])]);
    this.drawn();
  }

  #drag(press, dx, dy, event) {
    const whole = around(press.before);
    const x = this.#rest(edgesOf(whole, "x"), dx, press.lines.x, event);
    const y = this.#rest(edgesOf(whole, "y"), dy, press.lines.y, event);
    const step = allowedStep(press.before, x.by, y.by, this.canvas.page);
    this.#guide({ x: step.dx === x.by ? x.line : null, y: step.dy === y.by ? y.line : null });
    this.doc.changeElements(this.view.selected, (element) => {
      const before = press.before.find((one) => one.id === element.id);
      if (before) Object.assign(element, { x: round(before.x + step.dx), y: round(before.y + step.dy) });
    }, press.key) || this.drawn();
  }

  #pull(press, dx, dy, event) {
    const [before] = press.before;
    const across = press.grip.includes("e") ? before.x + before.w : before.x;
    const down = press.grip.includes("s") ? before.y + before.h : before.y;
    const x = /[ew]/.test(press.grip) ? this.#rest([across], dx, press.lines.x, event) : { by: 0, line: null };
    const y = /[ns]/.test(press.grip) ? this.#rest([down], dy, press.lines.y, event) : { by: 0, line: null };
    const box = resized(before, press.grip, x.by, y.by, this.canvas.page);
    this.#guide({ x: x.line, y: y.line });
    this.doc.changeElements([before.id], (element) => Object.assign(element, box), press.key) || this.drawn();
  }

  /** With Alt it goes wherever the pointer is. */
  #rest(edges, by, lines, event) {
    return event.altKey ? { by: Math.round(by * 10) / 10, line: null } : rest(edges, by, lines, NEAR_PX / this.view.scale, this.view.step);
  }

  #guide(lines) {
    this.canvas.guides = Object.entries(lines).filter(([, at]) => at !== null).map(([axis, at]) => ({ axis, at }));
  }

  #up(event) {
    const press = this.#press;
    if (!press || event.pointerId !== press.pointer) return;
    if (press.kind === "marquee" && !press.isFar && !event.shiftKey) this.view.select([]);
    this.#end({ isBack: false });
  }

  #end({ isBack }) {
    const press = this.#press;
    if (!press) return;
    this.#press = null;
    this.canvas.guides = [];
    this.canvas.marquee = null;
    if (isBack && press.isFar && press.kind !== "marquee") {
      this.doc.changeElements(press.before.map((one) => one.id), (element) => Object.assign(element, boxOf(press.before.find((one) => one.id === element.id))), press.key);
    }
    this.doc.closeStep();
    this.drawn();
    if (press.isFar && press.kind !== "marquee") this.moved();
  }
}
