/** Notes for staff at the door (headset, call desk, …): each band stays, with the name it is about, until tapped. */

import { copyOf, setIcon } from "./page.js";

const AT_MOST = 3; // older ones give way
const ICONS = new Set(["vip", "headset", "dietary", "no_photo", "wheelchair", "minor", "desk"]);

export function createNotes({ list, bandTemplate, noteTemplate }) {
  return {
    add({ title, notes = [] }) {
      if (!notes.length) return;
      const band = copyOf(bandTemplate);
      band.querySelector("[data-slot=title]").textContent = title;
      for (const { icon, text } of notes) {
        const note = copyOf(noteTemplate);
        setIcon(note.querySelector("svg"), `note-${ICONS.has(icon) ? icon : "info"}`);
        note.querySelector("[data-slot=text]").textContent = text;
        band.querySelector("[data-slot=notes]").append(note);
      }
      band.querySelector("button").addEventListener("click", () => band.remove());
      for (const other of [...list.children]) if (other.textContent === band.textContent) other.remove(); // unread, and said again
      list.prepend(band);
      while (list.children.length > AT_MOST) list.lastElementChild.remove();
    },
  };
}
