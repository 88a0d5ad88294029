/** Days of the event, in its own zone, whatever zone the phone is set to. */

const formats = new Map();

function formatOf(zone) {
  if (!formats.has(zone)) {
    formats.set(zone, new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }));
  }
  return formats.get(zone);
}

/** The day of an instant (ms), as "2027-05-27". */
export function localDay(at, zone) {
  return formatOf(zone).format(new Date(at));
}
