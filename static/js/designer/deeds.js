/** What can be done with the chosen elements, and adding others. Each deed is one step that can be taken back. */

import { aligned, allowedStep, distributed, round } from "./geometry.js";

const BESIDE_MM = 3; // where a copy lies
const KEPT = "design.copied"; // copies can be put into another design of the same window

export class Deeds {
  /** say(kind, values); reach(id): show and focus an element */
  constructor({ doc, view, canvas, rules, say, reach }) {
    Object.assign(this, { doc, view, canvas, rules, say, reach });
  }

  /** `values`: what is different from how such an element begins; it is put into the middle of what is seen. */
  add(kind, values = {}) {
    const beginning = this.rules.beginnings[kind];
    const { data } = this.doc;
    const needsFunding = kind === "marks" && !this.doc.ids().some((id) => this.doc.find(id).kind === "funding");
    const made = [this.#made(kind, { ...beginning, ...values }, 0)];
    if (needsFunding) made.push(this.#made("funding", this.rules.beginnings.funding, made[0].h + BESIDE_MM));
    if (data[this.view.side].length + made.length > this.#most) return this.say("full", { count: this.#most });
    this.doc.closeStep();
    this.doc.change((next) => next[this.view.side].push(...made));
    this.view.select(made.map((element) => element.id));
    this.reach(made[0].id);
    return this.say("added", { element: made[0] });
  }

  get #most() {
    return this.rules.design.find((field) => field.name === "front").most;
  }

  #made(kind, values, below) {
    const { width, height } = this.doc.data;
    const [w, h] = [Math.min(values.w, width), Math.min(values.h, height)];
    const middle = this.canvas.middle();
    const { step } = this.view;
    const x = round(Math.max(0, Math.min(Math.round((middle.x - w / 2) / step) * step, width - w)));
    const y = round(Math.max(0, Math.min(Math.round((middle.y - h / 2) / step) * step + below, height - h)));
    const defaults = Object.fromEntries(this.rules.parts[kind].filter((field) => "default" in field).map((field) => [field.name, field.default]));
    const whole = { kind, ...defaults, ...structuredClone(values), id: this.doc.freeId(kind), x, y, w, h };
    if (whole.texts) whole.texts = whole.texts.map((words) => ({ ...this.words(), ...words }));
    return whole;
  }

  /** A text as it begins. */
  words() {
    return Object.fromEntries(this.rules.parts.words.map((field) => [field.name, field.default ?? (field.name === "changes" ? [] : "")]));
  }

  remove() {
    const { side, selected } = this.view;
    const place = Math.min(...selected.map((id) => this.doc.data[side].findIndex((one) => one.id === id)));
    const [first] = this.canvas.chosen();
    if (!first) return;
    const count = selected.length;
    this.doc.change((data) => {
      data[side] = data[side].filter((element) => !selected.includes(element.id));
    });
    const rest = this.doc.data[side];
    const next = rest[Math.min(place, rest.length - 1)];
    this.view.select(next ? [next.id] : []);
    this.reach(next?.id);
    this.say("removed", { element: first, count });
  }

  copy() {
    const chosen = this.canvas.chosen();
    if (!chosen.length) return;
    this.copied = structuredClone(chosen);
    sessionStorage.setItem(KEPT, JSON.stringify(this.copied));
    this.say("copied", { element: chosen[0], count: chosen.length });
  }

  cut() {
    this.copy();
    this.remove();
  }

  paste() {
    const kept = this.copied ?? JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    if (kept) this.#put(kept, "pasted");
  }

  duplicate() {
    this.#put(this.canvas.chosen(), "duplicated");
  }

  #put(elements, said) {
    if (!elements.length) return;
    const { side } = this.view;
    const { data } = this.doc;
    if (data[side].length + elements.length > this.#most) return void this.say("full", { count: this.#most });
    const step = allowedStep(elements, BESIDE_MM, BESIDE_MM, data);
    const taken = this.doc.ids();
    const made = structuredClone(elements).map((element) => {
      const isTaken = taken.includes(element.id);
      const id = isTaken ? this.doc.freeId(element.kind, taken) : element.id;
      taken.push(id);
      return { ...element, id, x: round(element.x + (isTaken ? step.dx : 0)), y: round(element.y + (isTaken ? step.dy : 0)) };
    });
    this.doc.change((next) => next[side].push(...made));
    this.view.select(made.map((element) => element.id));
    this.reach(made[0].id);
    this.say(said, { element: made[0], count: made.length });
  }

  /** steps: 1 forward, -1 backward, among the elements of the side. */
  order(steps) {
    const { side, selected } = this.view;
    if (!selected.length) return;
    const isDone = this.doc.change((data) => {
      const list = data[side];
      const order = list.map((element, number) => number).filter((number) => selected.includes(list[number].id));
      if (steps > 0) order.reverse();
      for (const number of order) {
        const other = number + steps;
        if (other < 0 || other >= list.length || selected.includes(list[other].id)) continue;
        [list[number], list[other]] = [list[other], list[number]];
      }
    });
    this.say(isDone ? (steps > 0 ? "forward" : "backward") : "edge", { element: this.canvas.chosen()[0] });
  }

  toOtherSide() {
    const { side, selected } = this.view;
    const other = side === "front" ? "back" : "front";
    this.doc.change((data) => {
      data[other].push(...data[side].filter((element) => selected.includes(element.id)));
      data[side] = data[side].filter((element) => !selected.includes(element.id));
    });
    this.view.set({ side: other });
    this.reach(selected[0]);
    this.say("turned", { element: this.doc.find(selected[0]) });
  }

  align(how) {
    const chosen = this.canvas.chosen();
    this.#place(chosen, aligned(chosen, how, this.doc.data));
  }

  distribute(axis) {
    const chosen = this.canvas.chosen();
    this.#place(chosen, distributed(chosen, axis));
  }

  #place(chosen, places) {
    if (!chosen.length) return;
    this.doc.change((data) => {
      for (const element of data[this.view.side]) {
        const number = chosen.findIndex((one) => one.id === element.id);
        if (number >= 0) Object.assign(element, places[number]);
      }
    });
    this.say("moved", { element: this.canvas.chosen()[0] });
  }
}
