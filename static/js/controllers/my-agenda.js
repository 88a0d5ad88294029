/**
 * The page "My agenda": it holds every session, this shows those that are starred on the device, with hints where two
 * cannot both be gone to. A worker keeps the page for when there is no network.
 */
import { hints } from "../mine/hints.js";
import { read } from "./stars.js";

const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_whole, name) => values[name] ?? "");

export default function myAgenda(element) {
  const { event, overlap, tooFar, worker } = element.dataset;
  const ways = { room: Number(element.dataset.roomMinutes), building: Number(element.dataset.buildingMinutes), buildings: {} };
  const rows = [...element.querySelectorAll("[data-mine]")];
  for (const row of rows) ways.buildings[row.dataset.room] = row.dataset.building;

  /** What is shown stays while the page is open, so that a star taken away by mistake can be put back. */
  function show() {
    const codes = new Set(read(event));
    for (const row of rows) if (codes.has(row.dataset.mine)) row.hidden = false;
    for (const day of element.querySelectorAll("[data-day]")) day.hidden = !day.querySelector("[data-mine]:not([hidden])");
    const isEmpty = !rows.some((row) => !row.hidden);
    element.querySelector("[data-empty]").hidden = !isEmpty;
    element.querySelector("[data-filled]").hidden = isEmpty;
    hint(codes);
  }

  function hint(codes) {
    for (const note of element.querySelectorAll("[data-hint]")) note.remove();
    const items = rows.filter((row) => codes.has(row.dataset.mine)).map((row) => ({
      row,
      title: row.dataset.title,
      start: Date.parse(row.dataset.start),
      end: Date.parse(row.dataset.end),
      room: row.dataset.room,
      roomName: row.dataset.roomName,
      isCancelled: "cancelled" in row.dataset,
    }));
    for (const { before, after, needed, given } of hints(items, ways)) {
      if (given === null) {
        say(before.row, fill(overlap, { title: after.title }));
        say(after.row, fill(overlap, { title: before.title }));
      } else say(after.row, fill(tooFar, { title: before.title, room: before.roomName, needed, given }));
    }
  }

  function say(row, words) {
    const note = document.createElement("p");
    note.className = "session__note mine__hint";
    note.dataset.hint = "";
    note.textContent = words;
    (row.querySelector(".session__body") ?? row).append(note);
  }

  element.hidden = false;
  show();
  document.addEventListener("stars", show);
  addEventListener("storage", show);
  if (read(event).length && "serviceWorker" in navigator) {
    navigator.serviceWorker.register(worker, { scope: worker.replace(/\/worker\.js.*$/, "") }).catch(() => {});
  }
}
