/** What is asked in a window of its own: a new session, moving the rest of a day, the keys. */

import { newUuid7 } from "../../door/uuid7.js";
import { clock, minutesOfClock, placeAt } from "./times.js";

export class Dialogs {
  /** does: {add(values), later(day, from, minutes)} */
  constructor({ parts, draft, view, texts, does }) {
    Object.assign(this, { parts, draft, view, texts, does });
    for (const name of ["newDialog", "laterDialog", "helpDialog"]) {
      const dialog = parts[name];
      dialog.addEventListener("click", (event) => event.target.closest("[data-close]") && dialog.close());
    }
    parts.newForm.addEventListener("submit", () => this.#add());
    parts.laterForm.addEventListener("submit", () => this.#later());
    parts.newKind.addEventListener("change", () => parts.newKind.value === "break" && (parts.newForm.elements.room.value = ""));
  }

  /** `place`: where it would be, from where the pointer or the focus was. */
  askNew({ day = this.view.day, from = null, room = null, kind = "presentation", minutes = 30 } = {}) {
    const { draft, parts } = this;
    const form = parts.newForm.elements;
    form.title.value = "";
    form.kind.value = kind;
    form.minutes.value = minutes;
    form.day.replaceChildren(new Option(this.texts("no-place"), ""), ...draft.days.map((one) => new Option(one.words, one.on)));
    form.room.replaceChildren(new Option(this.texts("everybody"), ""), ...draft.rooms.filter((one) => !one.hidden).map((one) => new Option(one.name, one.code)));
    form.day.value = day;
    form.starts.value = clock(from ?? draft.days.find((one) => one.on === day).opens);
    form.room.value = room ?? "";
    parts.newDialog.showModal();
    form.title.focus();
  }

  #add() {
    const { title, kind, minutes, day, starts, room } = this.parts.newForm.elements;
    const place = day.value ? placeAt(day.value, minutesOfClock(starts.value), Number(minutes.value), room.value || null) : null;
    this.does.add({ uuid: newUuid7(), title: title.value.trim(), kind: kind.value, minutes: Number(minutes.value), place });
  }

  askLater(from) {
    const form = this.parts.laterForm.elements;
    this.parts.laterDay.textContent = this.draft.days.find((one) => one.on === this.view.day).words;
    form.since.value = clock(from);
    form.minutes.value = 15;
    this.parts.laterDialog.showModal();
    form.minutes.select();
  }

  #later() {
    const { since, minutes } = this.parts.laterForm.elements;
    this.does.later(this.view.day, minutesOfClock(since.value), Number(minutes.value));
  }

  help() {
    this.parts.helpDialog.showModal();
  }
}
