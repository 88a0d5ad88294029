/** How long a phone may keep its list: a lost phone must not judge for ever, a living one is in contact now and then. */

export const SILENT_HOURS = 72;
const HOUR = 3_600_000;

/** True when the list must go: its end has come, or nobody answered for three days. Times are ms. */
export function hasExpired({ expiresAt, lastContact }, at) {
  return (expiresAt !== null && at >= expiresAt) || at - lastContact >= SILENT_HOURS * HOUR;
}
