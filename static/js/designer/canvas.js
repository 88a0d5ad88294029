/** The board: the server's drawing, and above it a box for each element that can be reached, chosen and moved. */

import { around } from "./geometry.js";
import { drawingOf } from "./live.js";

const SVG = "http://www.w3.org/2000/svg";
const MARGIN_PX = 28;
const SMALL_PX = { mouse: 48, finger: 96 }; // an element as small as this has no room for handles and for being moved
const GRIPS = ["nw", "n", "ne", "e", "se", "s", "sw", "w"];

export class Canvas {
  #boxes = new Map();
  guides = []; // [{axis, at}] while something is moved
  marquee = null;

  constructor({ parts, doc, view, rulers, words, texts }) {
    Object.assign(this, { parts, doc, view, rulers, words, texts });
    this.least = navigator.maxTouchPoints > 0 ? SMALL_PX.finger : SMALL_PX.mouse;
    for (const grip of GRIPS) {
      const handle = document.createElement("span");
      handle.className = `designer__grip designer__grip--${grip}`;
      handle.dataset.grip = grip;
      parts.frame.append(handle);
    }
  }

  get page() {
    return this.doc.data;
  }

  /** mm of a point of the window. */
  at(x, y) {
    const box = this.parts.sheet.getBoundingClientRect();
    return { x: (x - box.left) / this.view.scale - this.bleed, y: (y - box.top) / this.view.scale - this.bleed };
  }

  get bleed() {
    return this.doc.data.bleed;
  }

  /** mm of the middle of what is seen of the sheet. */
  middle() {
    const { left, top, width, height } = this.parts.scroller.getBoundingClientRect();
    return this.at(left + width / 2, top + height / 2);
  }

  button(id) {
    return this.#boxes.get(id);
  }

  show(id) {
    this.button(id)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** What came from the server for this side. */
  showDrawing(svg) {
    this.parts.print.replaceChildren(drawingOf(svg));
  }

  fit() {
    const { scroller } = this.parts;
    const room = { x: scroller.clientWidth - 20 - 2 * MARGIN_PX, y: scroller.clientHeight - 20 - 2 * MARGIN_PX };
    const { width, height } = this.page;
    const zoom = Math.min(room.x / (width + 2 * this.bleed), room.y / (height + 2 * this.bleed)) / (this.view.scale / this.view.zoom);
    return Math.max(0.1, Math.min(6, zoom));
  }

  draw(problems) {
    const { view, parts, page, bleed } = this;
    if (view.isFit) view.zoom = this.fit();
    const { scale } = view;
    const size = { x: (page.width + 2 * bleed) * scale, y: (page.height + 2 * bleed) * scale };
    parts.sheet.style.width = `${size.x}px`;
    parts.sheet.style.height = `${size.y}px`;
    this.#drawBoxes(problems);
    this.#drawFrame();
    this.#drawLines(size);
    const chosen = this.chosen();
    const board = parts.board.getBoundingClientRect();
    const sheet = parts.sheet.getBoundingClientRect();
    this.rulers.draw({
      scale, page, chosen: chosen.length ? around(chosen) : null,
      origin: { x: sheet.left - board.left + bleed * scale, y: sheet.top - board.top + bleed * scale },
      size: { x: board.width, y: board.height },
    });
  }

  /** The chosen elements of the side that is shown. */
  chosen() {
    return this.page[this.view.side].filter((element) => this.view.selected.includes(element.id));
  }

  #drawBoxes(problems) {
    const elements = this.page[this.view.side];
    for (const [id, button] of this.#boxes) {
      if (elements.some((element) => element.id === id)) continue;
      button.remove();
      this.#boxes.delete(id);
    }
    const focused = document.activeElement;
    elements.forEach((element, number) => {
      const button = this.#boxes.get(element.id) ?? this.#add(element);
      if (this.parts.boxes.children[number] !== button) this.parts.boxes.insertBefore(button, this.parts.boxes.children[number] ?? null);
      this.#place(button, element, problems);
    });
    if (focused !== document.activeElement && this.parts.boxes.contains(focused)) focused.focus({ preventScroll: true });
  }

  #add(element) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "designer__box";
    button.dataset.id = element.id;
    this.#boxes.set(element.id, button);
    return button;
  }

  #place(button, element, problems) {
    const isChosen = this.view.selected.includes(element.id);
    const bad = problems.filter((problem) => problem.elements.includes(element.id));
    put(button, element, this.view.scale, this.bleed);
    button.classList.toggle("designer__box--chosen", isChosen);
    button.classList.toggle("designer__box--bad", bad.some((problem) => problem.isBad));
    button.classList.toggle("designer__box--hint", bad.some((problem) => !problem.isBad));
    button.classList.toggle("designer__box--absent", !this.view.shows(element));
    button.setAttribute("aria-pressed", isChosen);
    tell(button, "aria-label", this.words.about(element));
    const absent = this.view.shows(element) ? [] : [this.texts("absent")];
    tell(button, "aria-description", [...absent, ...bad.map((problem) => problem.words)].join(" "));
  }

  #drawFrame() {
    const chosen = this.chosen();
    const { frame } = this.parts;
    frame.hidden = chosen.length === 0;
    if (!chosen.length) return;
    put(frame, around(chosen), this.view.scale, this.bleed);
    frame.classList.toggle("designer__frame--one", chosen.length === 1);
    const small = around(chosen);
    frame.classList.toggle("designer__frame--narrow", small.w * this.view.scale < this.least);
    frame.classList.toggle("designer__frame--low", small.h * this.view.scale < this.least);
  }

  #drawLines(size) {
    const { lines } = this.parts;
    const { page, bleed, view } = this;
    const { scale } = view;
    lines.setAttribute("width", size.x);
    lines.setAttribute("height", size.y);
    const px = (mm) => Math.round((mm + bleed) * scale) + 0.5;
    const drawn = [];
    if (view.grid) drawn.push(line("grid", gridPath(page, view.grid * (view.grid * scale < 6 ? 5 : 1), px)));
    const edge = `M${px(0)} ${px(0)}H${px(page.width)}V${px(page.height)}H${px(0)}z`;
    if (bleed) drawn.push(line("bleed", `M0 0H${size.x}V${size.y}H0z${edge}`), line("trim", edge));
    for (const { axis, at } of this.guides) drawn.push(line("guide", axis === "x" ? `M${px(at)} 0V${size.y}` : `M0 ${px(at)}H${size.x}`));
    if (this.marquee) {
      const { x, y, w, h } = this.marquee;
      drawn.push(line("marquee", `M${px(x)} ${px(y)}H${px(x + w)}V${px(y + h)}H${px(x)}z`));
    }
    lines.replaceChildren(...drawn);
  }
}

/** Only when it is other words: screen readers read what changes. */
function tell(element, name, words) {
  if (element.getAttribute(name) !== words) element.setAttribute(name, words);
}

function put(element, box, scale, bleed) {
  element.style.left = `${(box.x + bleed) * scale}px`;
  element.style.top = `${(box.y + bleed) * scale}px`;
  element.style.width = `${box.w * scale}px`;
  element.style.height = `${box.h * scale}px`;
}

function line(name, path) {
  const made = document.createElementNS(SVG, "path");
  made.setAttribute("class", `designer__line designer__line--${name}`);
  made.setAttribute("d", path);
  return made;
}

function gridPath(page, step, px) {
  let path = "";
  for (let mm = step; mm < page.width; mm += step) path += `M${px(mm)} ${px(0)}V${px(page.height)}`;
  for (let mm = step; mm < page.height; mm += step) path += `M${px(0)} ${px(mm)}H${px(page.width)}`;
  return path;
}
