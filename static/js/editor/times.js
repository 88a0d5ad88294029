/** Wall times of the event as texts, "2027-05-12T10:15", and minutes since the midnight that a day begins with. */

const MINUTE_MS = 60_000;
export const DAY_MINUTES = 1440;

export const minutesOf = (wall, day) => (Date.parse(`${wall}Z`) - Date.parse(`${day}T00:00Z`)) / MINUTE_MS;
export const wallOf = (day, minutes) => new Date(Date.parse(`${day}T00:00Z`) + minutes * MINUTE_MS).toISOString().slice(0, 16);
export const dayOf = (wall) => wall.slice(0, 10);
export const clockOf = (wall) => wall.slice(11, 16);

/** 615 -> "10:15"; past midnight the clock begins anew. */
export function clock(minutes) {
  const within = ((minutes % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
  return `${String(Math.floor(within / 60)).padStart(2, "0")}:${String(within % 60).padStart(2, "0")}`;
}

/** "10:15" -> 615 */
export function minutesOfClock(text) {
  const [hours, minutes] = text.split(":").map(Number);
  return hours * 60 + minutes;
}

export const snap = (minutes, step) => Math.round(minutes / step) * step;

/** A place: where and when. `room` is null for what everybody attends; a place of null is none. */
export function placeAt(day, from, minutes, room) {
  return { room, starts: wallOf(day, from), ends: wallOf(day, from + minutes) };
}

export const lasts = (place) => (Date.parse(`${place.ends}Z`) - Date.parse(`${place.starts}Z`)) / MINUTE_MS;
export const samePlace = (one, other) => one === other || (one !== null && other !== null && one.room === other.room && one.starts === other.starts && one.ends === other.ends);
export const overlap = (one, other) => one.starts < other.ends && other.starts < one.ends;

/** `after`, which was meant to follow on `asked`, where the server came to `now`: what stays as asked stays as it is now. */
export function carried(after, asked, now) {
  if (!after || !asked || !now) return after;
  const isTimeKept = after.starts === asked.starts && after.ends === asked.ends;
  return { room: after.room === asked.room ? now.room : after.room, starts: isTimeKept ? now.starts : after.starts, ends: isTimeKept ? now.ends : after.ends };
}
