/** The chosen card at the side: what it is, what clashes, a form that moves it, and what else can be done with it. */

import { peopleOf, projectMark } from "./card.js";
import { sentenceOf } from "./sentence.js";
import { clockOf, dayOf, lasts, minutesOfClock, placeAt } from "./times.js";

export class Panel {
  #sign = "";

  /** does: {move(card, place), out(card), again(card), later(card)} */
  constructor({ parts, draft, view, texts, urls, reach, does }) {
    Object.assign(this, { parts, draft, view, texts, urls, reach });
    const { chosenForm: form } = parts;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const { day, starts, minutes, room } = form.elements;
      if (form.reportValidity()) does.move(view.selected, placeAt(day.value, minutesOfClock(starts.value), Number(minutes.value), room.value || null));
    });
    parts.chosenOut.addEventListener("click", () => does.out(view.selected));
    parts.chosenAgain.addEventListener("click", () => does.again(view.selected));
    parts.chosenLater.addEventListener("click", () => does.later(view.selected));
  }

  draw() {
    const card = this.draft.cards.get(this.view.selected?.key);
    const { parts, draft } = this;
    parts.chosen.hidden = !card;
    parts.chosenNone.hidden = Boolean(card);
    if (!card) return;
    const clashes = draft.clashesOf(card);
    const sign = JSON.stringify([card.key, card.title, card.place, card.minutes, clashes.map((one) => one.words), draft.rooms, draft.days]);
    if (sign === this.#sign) return;
    this.#sign = sign;
    parts.chosenTitle.textContent = card.title;
    parts.chosenTitle.href = this.urls.session.replace("CODE", card.session);
    parts.chosenKind.textContent = [draft.kinds[card.kind], draft.tracks[card.track]?.name, card.cancelled && this.texts("cancelled")].filter(Boolean).join(" · ");
    parts.chosenPeople.textContent = peopleOf(card, draft);
    parts.chosenMarks.replaceChildren(...card.projects.map((code) => projectMark(code, draft.projects[code])));
    parts.chosenClashes.replaceChildren(...clashes.map((clash) => sentenceOf(clash, card, this)));
    parts.chosenOut.hidden = !card.place;
    parts.chosenAgain.hidden = !card.place;
    parts.chosenLater.hidden = !card.place;
    this.#fill(card);
  }

  #fill(card) {
    const { day, starts, minutes, room } = this.parts.chosenForm.elements;
    const { draft } = this;
    day.replaceChildren(...draft.days.map((one) => new Option(one.words, one.on)));
    const rooms = draft.rooms.filter((one) => !one.hidden || one.code === card.place?.room);
    room.replaceChildren(new Option(this.texts("everybody"), ""), ...rooms.map((one) => new Option(one.name, one.code)));
    day.value = card.place ? dayOf(card.place.starts) : this.view.day;
    starts.value = card.place ? clockOf(card.place.starts) : "";
    minutes.value = card.place ? lasts(card.place) : card.minutes;
    room.value = card.place?.room ?? "";
  }
}
