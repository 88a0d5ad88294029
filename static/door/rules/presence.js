/** What this phone knows of one person: the server's word, and on top of it what was scanned here since. */

import { localDay } from "./days.js";
import { fold } from "./fold.js";

/**
 * `rows` are the server's {point, inside, first, last, days?}, `own` the phone's scans of that badge, `settings` those of
 * `fold` and the phone's name (device). Answers {point code: {inside, first, last, days?}} with `device` at each moment.
 */
export function presenceOf(rows, own, { device, ...settings }) {
  if (settings.rehearsal) rows = []; // the server tells of what counts, and nothing of practice does
  const here = new Set(own.map(({ point, time }) => `${point} ${time}`));
  const told = rows.flatMap(scansBehind).filter(({ point, time }) => !here.has(`${point} ${time}`)); // own ones may be undone
  const all = [...told, ...own];
  const devices = new Map([...told.map((scan) => [scan.scan_id, scan.device]), ...own.map(({ scan_id: id }) => [id, device])]);
  const { presence } = fold(all, settings);
  for (const [code, row] of Object.entries(presence)) {
    for (const moment of [row.first, row.last]) if (moment) moment.device = devices.get(moment.scan);
    if (row.days) row.days = daysOf(rows.find(({ point }) => point === code), row.days, settings.zone);
  }
  return presence;
}

/** A row of the server as the scans that it surely stands for. */
function scansBehind({ point, first, last }) {
  const scan = (moment, kind) => ({ scan_id: ` ${point} ${moment.at} ${kind}`, time: moment.at, point, kind, outcome: "admit", reason: "", device: moment.device });
  const scans = first ? [scan(first, "entry")] : [];
  if (last && !(last.kind === "entry" && last.at === first?.at)) scans.push(scan(last, last.kind));
  return scans;
}

/** Days between the first and the last entry have no moment of their own: they are taken over as they are. */
function daysOf(row, days, zone) {
  const ends = new Set([row?.first, row?.last].filter(Boolean).map(({ at }) => localDay(at, zone)));
  return [...new Set([...(row?.days ?? []).filter((day) => !ends.has(day)), ...days])].sort();
}
