/** How the board is looked at: side, invented person, category, language, zoom, grid, and the strip of all names. */

import { drawingOf } from "./live.js";
import { make } from "./controls.js";

const STRIP_WAIT_MS = 250;

export class Looks {
  #strip = new Map();
  #timer = 0;
  #round = 0;

  constructor({ parts, doc, view, canvas, rules, texts, api }) {
    Object.assign(this, { parts, doc, view, rules, texts, api, canvas });
    parts.who.replaceChildren(...Object.entries(rules.samples).map(([name, label]) => new Option(label, name)));
    parts.category.replaceChildren(...rules.categories.map(({ code, name }) => new Option(name, code)));
    parts.lang.replaceChildren(...rules.languages.map(({ code, name }) => new Option(name, code)));
    parts.categoryLabel.hidden = rules.categories.length < 2;
    parts.langLabel.hidden = rules.languages.length < 2;
    view.category = rules.categories[0]?.code ?? "";
    view.lang = rules.languages[0]?.code ?? "";
    for (const name of ["who", "category", "lang"]) parts[name].addEventListener("change", () => view.set({ [name]: parts[name].value }));
    parts.grid.addEventListener("change", () => view.set({ grid: Number(parts.grid.value) }));
    parts.sides.addEventListener("click", (event) => this.#turn(event.target.closest("[data-side]")?.dataset.side));
    parts.zoomIn.addEventListener("click", () => this.zoom(1));
    parts.zoomOut.addEventListener("click", () => this.zoom(-1));
    parts.zoomNow.addEventListener("click", () => this.zoomTo(1));
    parts.zoomFit.addEventListener("click", () => this.zoom(0));
    parts.all.addEventListener("click", () => view.set({ withStrip: !view.withStrip }));
    parts.strip.addEventListener("click", (event) => {
      const who = event.target.closest("[data-who]")?.dataset.who;
      if (who) view.set({ who });
    });
  }

  #turn(side) {
    if (side && side !== this.view.side) this.view.set({ side, selected: [], pinned: [] });
  }

  /** steps: larger or smaller; 0: all of it. */
  zoom(steps) {
    if (steps) this.zoomTo(this.view.beside(steps));
    else this.view.set({ isFit: true });
  }

  /** What was in the middle stays there. */
  zoomTo(zoom) {
    const middle = this.canvas.middle();
    this.view.set({ zoom, isFit: false });
    const now = this.canvas.middle();
    this.parts.scroller.scrollBy({ left: (middle.x - now.x) * this.view.scale, top: (middle.y - now.y) * this.view.scale, behavior: "instant" });
  }

  /** What the server needs to know besides the design. */
  get wanted() {
    const { who, category, lang, side } = this.view;
    return { who, category, lang, side, bleed: true };
  }

  draw() {
    const { parts, view, doc } = this;
    for (const name of ["who", "category", "lang"]) parts[name].value = view[name];
    for (const button of parts.sides.querySelectorAll("[data-side]")) button.setAttribute("aria-pressed", button.dataset.side === view.side);
    parts.sideEmpty.hidden = doc.data[view.side].length > 0;
    parts.print.hidden = !parts.sideEmpty.hidden; // of an empty side the server draws the other one
    parts.grid.value = view.grid;
    parts.zoomNow.textContent = `${Math.round(view.zoom * 100)} %`;
    parts.zoomFit.setAttribute("aria-pressed", view.isFit);
    parts.all.setAttribute("aria-pressed", view.withStrip);
    parts.strip.hidden = !view.withStrip;
    if (view.withStrip) this.#later();
  }

  /** The design with all invented persons, once there is a pause. */
  #later() {
    clearTimeout(this.#timer);
    for (const [who, button] of this.#strip) button.setAttribute("aria-pressed", who === this.view.who);
    this.#timer = setTimeout(() => this.#drawStrip(), this.#strip.size ? STRIP_WAIT_MS : 0);
  }

  async #drawStrip() {
    const round = (this.#round += 1);
    for (const [who, label] of Object.entries(this.rules.samples)) {
      const answer = await this.api.preview({ design: this.doc.data, ...this.wanted, who, bleed: false }).catch(() => null);
      if (round !== this.#round) return;
      if (answer) this.#place(who, label).replaceChildren(drawingOf(answer.svg));
    }
  }

  #place(who, label) {
    if (!this.#strip.has(who)) {
      const button = make("button", { type: "button", className: "designer__sample" }, make("span", { className: "designer__small" }), make("span", { textContent: label }));
      button.dataset.who = who;
      button.setAttribute("aria-pressed", who === this.view.who);
      this.#strip.set(who, button);
      this.parts.strip.append(button);
    }
    return this.#strip.get(who).firstElementChild;
  }
}
