/** What speaks against a place, as far as this browser can tell while something is on its way. The server says all of it. */

import { DAY_MINUTES, minutesOf, overlap } from "./times.js";

/** Sentences; the shortest that name the thing. */
export function problemsAt(draft, card, place, texts) {
  if (card.cancelled) return [];
  const found = [];
  const others = draft.placed().filter((one) => one !== card && !one.cancelled && overlap(one.place, place));
  for (const other of others) {
    if (place.room !== null && other.place.room === place.room) found.push(texts("clash.room", { title: other.title }));
    const shared = card.people.filter((person) => other.people.includes(person));
    for (const person of shared) found.push(texts("clash.person", { name: draft.people[person]?.name ?? person, title: other.title }));
  }
  for (const person of card.people) {
    const known = draft.people[person];
    if (known && isDuring(known.away, place)) found.push(texts("clash.away", { name: known.name }));
  }
  const room = draft.room(place.room);
  if (room && isDuring(room.closed, place)) found.push(texts("clash.closed", { room: room.name }));
  if (isOutside(draft, place)) found.push(texts("clash.hours"));
  return found;
}

const isDuring = (spans, place) => spans.some(([starts, ends]) => overlap({ starts, ends }, place));

function isOutside(draft, place) {
  return !draft.days.some(({ on, opens, closes }) => {
    const end = closes > opens ? closes : closes + DAY_MINUTES;
    return minutesOf(place.starts, on) >= opens && minutesOf(place.ends, on) <= end;
  });
}

/** [{room: code | null for all, starts, ends, why}]: where the card must not go. */
export function shadesFor(draft, card, texts) {
  const shades = [];
  for (const room of draft.rooms) for (const [starts, ends] of room.closed) shades.push({ room: room.code, starts, ends, why: texts("shade.closed") });
  for (const person of card.people) {
    for (const [starts, ends] of draft.people[person]?.away ?? []) shades.push({ room: null, starts, ends, why: texts("shade.away", { name: draft.people[person].name }) });
  }
  for (const other of draft.placed()) {
    const person = other !== card && !other.cancelled && other.people.find((one) => card.people.includes(one));
    if (person) shades.push({ ...other.place, room: null, why: texts("shade.busy", { name: draft.people[person]?.name ?? person }) });
  }
  return shades;
}
