/** Which session a room's door scans for now: it follows the room's agenda by itself. */

const MINUTE = 60_000;

const laterFirst = (a, b) => b.starts_at - a.starts_at || b.slot - a.slot;

/**
 * The entry {slot, title, starts_at, ends_at, signup} of a point's agenda that a scan at `at` belongs to, or null
 * between sessions. All times are ms.
 *
 * Doors open some minutes before a session. While one is still running and the next is about to begin, who comes in
 * now comes for the next one.
 */
export function sessionNow(point, at) {
  const grace = (point.grace_minutes ?? 0) * MINUTE;
  const open = (point.agenda ?? []).filter(({ starts_at: from, ends_at: to }) => from - grace <= at && at < to);
  return open.sort(laterFirst)[0] ?? null;
}

/** The first that has not begun, for "next". */
export function sessionNext(point, at) {
  const coming = (point.agenda ?? []).filter(({ starts_at: from }) => from > at);
  return coming.sort(laterFirst).at(-1) ?? null;
}
