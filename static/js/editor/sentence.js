/** A clash in words, in which what it names leads there: sessions to their cards, all else to its page. */

import { dayOf } from "./times.js";

/** `own`: the card beside which it stands. urls: {speaker, room, project, team}; reach(card, day). */
export function sentenceOf(clash, own, { draft, urls, reach }) {
  const item = document.createElement("li");
  item.className = `planner__clash planner__clash--${clash.level}`;
  item.append(...linked(clash.words, namesOf(clash, own, { draft, urls, reach })));
  return item;
}

/** [[name, how to make what leads there]] */
function namesOf(clash, own, { draft, urls, reach }) {
  const cards = draft.placed().filter((card) => clash.slots.includes(card.slot));
  const rooms = new Set([clash.room, ...cards.map((card) => card.place.room)]);
  return [
    ...cards.filter((card) => card.session !== own.session).map((card) => [card.title, (name) => buttonTo(name, () => reach(card, dayOf(card.place.starts)))]),
    ...clash.people.map((code) => [draft.people[code]?.name, linkTo(urls.speaker.replace("CODE", code))]),
    ...draft.rooms.filter((room) => rooms.has(room.code)).map((room) => [room.name, linkTo(urls.room.replace("CODE", room.code))]),
    ...clash.projects.map((code) => [code, linkTo(urls.project.replace("CODE", code))]),
    ...(clash.team ? [[clash.team[1], linkTo(urls.team.replace(/\/0(?=\/|$)/, `/${clash.team[0]}`))]] : []),
  ].filter(([name]) => name);
}

/** The words in pieces; each name once, the longest first, so that no name is found inside another. */
function linked(words, names) {
  let pieces = [words];
  for (const [name, make] of names.sort(([one], [other]) => other.length - one.length)) {
    const place = pieces.findIndex((piece) => typeof piece === "string" && piece.includes(name));
    if (place < 0) continue;
    const at = pieces[place].indexOf(name);
    pieces = pieces.toSpliced(place, 1, pieces[place].slice(0, at), make(name), pieces[place].slice(at + name.length));
  }
  return pieces;
}

const linkTo = (href) => (name) => {
  const link = document.createElement("a");
  Object.assign(link, { href, textContent: name, dir: "auto" });
  return link;
};

function buttonTo(name, reach) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "planner__link", textContent: name, dir: "auto" });
  button.addEventListener("click", reach);
  return button;
}
