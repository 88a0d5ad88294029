/**
 * What one scan means, from what the list says and what is known of the person at the point.
 *
 * The server decides by the same rules (conference/checkin/rules); tests/door/cases holds both against one table.
 */

import { localDay } from "./days.js";

export const ADMIT = { outcome: "admit", reason: "" };
const deny = (reason) => ({ outcome: "deny", reason });

/**
 * `record` is the list's {s, p, n} or null, `presence` {inside, first, days} or null, `at` ms of the server's time.
 * `context`: zone; slot (the session scanned for now, or null); free (places left at a strict point, null: no limit);
 * online (whose list it is: the server's, or a device's); expired (the device's list has died).
 */
export function judge(record, presence, point, { at, kind, context }) {
  if (context.expired) return deny("expired_list");
  if (!record) return deny("not_a_ticket");
  if (kind === "exit") return presence?.inside ? ADMIT : deny("left_first");
  const reason = whyNotThisBadge(record, point, at, context) || whyNotAgain(presence, point, at, context) || whyNoPlace(presence, point, context);
  return reason ? deny(reason) : ADMIT;
}

function whyNotThisBadge(record, point, at, { zone, slot }) {
  if (record.s !== "ok") return record.s;
  if (!Object.hasOwn(record.p, point.code)) return "wrong_point";
  const days = record.p[point.code];
  if (days !== null && !days.includes(localDay(at, zone))) return "wrong_day";
  if (slot?.signup && !(record.n ?? []).includes(slot.slot)) return "not_signed_up";
  return "";
}

const REPEATS = {
  once: (presence) => Boolean(presence.first),
  once_per_day: (presence, day) => (presence.days ?? []).includes(day),
  reentry: (presence) => presence.inside,
  multiple: () => false,
};

function whyNotAgain(presence, point, at, { zone }) {
  return presence && REPEATS[point.policy](presence, localDay(at, zone)) ? "already" : "";
}

function whyNoPlace(presence, point, { free, online }) {
  if (!point.strict || free === null || free > 0 || presence?.inside) return "";
  return online ? "room_full" : "no_seat";
}
