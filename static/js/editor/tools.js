/** The bar above the grid: days, rooms, size, taking back, what is saved. */

import { SCALES } from "./view.js";

export class Tools {
  #sign = "";

  /** does: {undo, redo, zoom(steps), openDay(day), openRoom(code), showRoom(code, isShown)} */
  constructor({ root, parts, draft, view, acts, texts, does }) {
    Object.assign(this, { root, parts, draft, view, acts, texts, does });
    parts.undo.addEventListener("click", does.undo);
    parts.redo.addEventListener("click", does.redo);
    parts.larger.addEventListener("click", () => does.zoom(1));
    parts.smaller.addEventListener("click", () => does.zoom(-1));
    parts.roomAlone.addEventListener("change", () => does.openRoom(parts.roomAlone.value));
    parts.days.addEventListener("click", (event) => {
      const link = event.target.closest("[data-day]");
      if (!link || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      does.openDay(link.dataset.day);
    });
    addEventListener("click", (event) => parts.roomChoice.open && !parts.roomChoice.contains(event.target) && (parts.roomChoice.open = false));
    parts.roomChoice.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      parts.roomChoice.open = false;
      parts.roomChoice.querySelector("summary").focus();
    });
  }

  draw() {
    const { parts, acts, view } = this;
    parts.undo.disabled = !acts.canUndo;
    parts.redo.disabled = !acts.canRedo;
    parts.smaller.disabled = view.scale === SCALES[0];
    parts.larger.disabled = view.scale === SCALES.at(-1);
    for (const link of parts.days.querySelectorAll("[data-day]")) {
      if (link.dataset.day === view.day) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    this.#drawRooms();
  }

  #drawRooms() {
    const { parts, draft, view } = this;
    const shown = view.rooms(draft);
    const sign = JSON.stringify([draft.rooms, shown, view.isNarrow]);
    if (sign === this.#sign) return;
    this.#sign = sign;
    const rooms = draft.rooms.filter((room) => !room.hidden || shown.includes(room.code));
    parts.roomAlone.replaceChildren(...rooms.map((room) => new Option(room.name, room.code, false, shown.includes(room.code))));
    parts.roomAloneLabel.hidden = !view.isNarrow || rooms.length < 2;
    parts.roomChoice.hidden = view.isNarrow || rooms.length < 2;
    const focused = document.activeElement?.dataset?.room;
    parts.roomTicks.replaceChildren(...rooms.map((room) => this.#tick(room, shown.includes(room.code))));
    if (focused) parts.roomTicks.querySelector(`[data-room="${CSS.escape(focused)}"]`)?.focus();
  }

  #tick(room, isShown) {
    const label = document.createElement("label");
    label.className = "planner__tick";
    const box = document.createElement("input");
    Object.assign(box, { type: "checkbox", checked: isShown });
    box.dataset.room = room.code;
    box.addEventListener("change", () => this.does.showRoom(room.code, box.checked));
    label.append(box, ` ${room.name}`);
    return label;
  }

  /** "saved", "saving", "offline" or "signed-out", and how much waits. */
  saved(state, count) {
    const { saved, signIn } = this.parts;
    saved.dataset.state = state;
    saved.textContent = this.texts(`state.${state}`, { count });
    signIn.hidden = state !== "signed-out";
  }
}
