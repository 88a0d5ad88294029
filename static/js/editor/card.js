/** One card of the grid as a button. It is drawn anew only when what it says changed. */

import { clockOf } from "./times.js";

const SVG = "http://www.w3.org/2000/svg";
const SHORT_PX = 40;
const TINY_PX = 24;
const LINE_PX = 16.9;
const MOST_LINES = 3; // of a title

export function makeCard(card) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.key = card.key;
  button.tabIndex = -1;
  return button;
}

/** `height`: in pixels, decides how many lines fit. */
export function fillCard(button, card, draft, texts, { height = 999, isSelected = false, isHeld = false, isFaint = false } = {}) {
  const lines = Math.floor((height - 5) / LINE_PX);
  const clashes = draft.clashesOf(card);
  const isBad = clashes.some((clash) => clash.level === "block");
  button.className = [
    "slot", card.break && "slot--break", card.cancelled && "slot--cancelled", isSelected && "slot--selected",
    isHeld && "slot--held", isFaint && "slot--faint", clashes.length && (isBad ? "slot--bad" : "slot--warn"), draft.isMoved(card) && "slot--unsaved",
    height < SHORT_PX && "slot--short", height < TINY_PX && "slot--tiny",
  ].filter(Boolean).join(" ");
  const sign = JSON.stringify([Math.min(lines, 9), card.title, card.place, card.people, card.projects, card.track, card.kind, card.cancelled, clashes.map((one) => one.words), draft.isMoved(card)]);
  if (button.dataset.sign === sign) return button;
  button.dataset.sign = sign;
  button.replaceChildren(rail(card, draft), words(card, draft, clashes, isBad, texts, lines), grip());
  return button;
}

/** What follows time and title for those who listen: everything the card shows, and what does not fit on it. */
function spokenOf(card, draft, clashes, texts) {
  const facts = [
    card.cancelled && texts("cancelled"),
    card.place && roomName(card.place.room, draft, texts),
    peopleOf(card, draft),
    card.projects.join(", "),
    clashes.length && `${texts("clashes.count", { count: clashes.length })}: ${clashes.map((one) => one.words).join("; ")}`,
  ];
  return span("visually-hidden", facts.filter(Boolean).map((fact) => `, ${fact}`).join(""));
}

/** Whether a card is found by what people type: every word of it, without accents and capitals. */
export function matches(card, draft, words) {
  const text = folded([card.title, peopleOf(card, draft), card.projects.join(" "), draft.tracks[card.track]?.name ?? ""].join(" "));
  return folded(words).split(/\s+/).every((word) => text.includes(word));
}

const folded = (text) => text.normalize("NFD").replace(/\p{Mn}/gu, "").toLocaleLowerCase();

export const roomName = (code, draft, texts) => (code === null ? texts("everybody") : (draft.room(code)?.name ?? ""));
export const peopleOf = (card, draft) => card.people.map((code) => draft.people[code]?.name ?? code).join(", ");

/** The title first; what else there is as far as there is room for it. */
function words(card, draft, clashes, isBad, texts, lines) {
  const box = span("slot__words");
  const head = span("slot__head");
  head.append(timeOf(card, texts));
  if (clashes.length) head.append(clashMark(clashes, isBad));
  const title = span("slot__title", card.title);
  title.dir = "auto";
  const rest = [clashLine(clashes), peopleLine(card, draft), marksLine(card, draft)].filter(Boolean).slice(0, Math.max(0, lines - 3));
  title.style.setProperty("--lines", Math.min(Math.max(lines - 1 - rest.length, 1), MOST_LINES));
  for (const line of rest) line.ariaHidden = "true";
  box.append(head, title, ...rest, spokenOf(card, draft, clashes, texts));
  return box;
}

/** Where the card is narrow the end of the time gives way. */
function timeOf(card, texts) {
  const time = span("slot__time");
  if (card.place) time.append(span("", clockOf(card.place.starts)), span("", `–${clockOf(card.place.ends)}`));
  else time.textContent = texts("minutes", { minutes: card.minutes });
  return time;
}

const clashLine = (clashes) => clashes.length > 0 && span("slot__clash", [...new Set(clashes.map((one) => one.short))].join(" · "));
const peopleLine = (card, draft) => card.people.length > 0 && span("slot__people", peopleOf(card, draft));

function marksLine(card, draft) {
  const track = draft.tracks[card.track];
  if (!card.projects.length && !track) return null;
  const marks = span("slot__marks");
  marks.append(...card.projects.map((code) => projectMark(code, draft.projects[code])));
  if (track) marks.append(trackMark(track));
  return marks;
}

function clashMark(clashes, isBad) {
  const mark = span("slot__mark", `${isBad ? "✕" : "!"}${clashes.length > 1 ? ` ${clashes.length}` : ""}`);
  mark.ariaHidden = "true";
  mark.title = clashes.map((clash) => clash.words).join("\n");
  return mark;
}

export function projectMark(code, project) {
  const mark = span(`slot__project slot__project--${project?.ground ?? "light"}`, code);
  if (project) mark.style.backgroundColor = project.colour;
  return mark;
}

function trackMark(track) {
  const mark = span("slot__track", track.name);
  const dot = span("slot__dot");
  dot.style.backgroundColor = track.colour;
  mark.prepend(dot);
  return mark;
}

/** A stripe in the colours of the projects; of the track where no project is behind it. */
function rail(card, draft) {
  const colours = card.projects.map((code) => draft.projects[code]?.colour).filter(Boolean);
  if (!colours.length && draft.tracks[card.track]) colours.push(draft.tracks[card.track].colour);
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "slot__rail");
  svg.setAttribute("aria-hidden", "true");
  colours.forEach((colour, place) => {
    const part = document.createElementNS(SVG, "rect");
    const share = 100 / colours.length;
    for (const [name, value] of Object.entries({ width: "100%", height: `${share}%`, y: `${share * place}%`, fill: colour })) part.setAttribute(name, value);
    svg.append(part);
  });
  return svg;
}

function grip() {
  const grip = span("slot__grip");
  grip.dataset.grip = "";
  return grip;
}

export function span(className, text = "") {
  const element = document.createElement("span");
  element.className = className;
  element.textContent = text;
  return element;
}
