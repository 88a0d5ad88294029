/**
 * What all scans of one person add up to, at each point. A function of their set alone: no order of arrival, batching or
 * repetition changes it, so that every door and the server come to the same state.
 *
 * A scan: {scan_id, time (ms), point, kind, outcome, reason, ref?, held?, rehearsal?}.
 */

import { localDay } from "./days.js";

const ENTERS = new Set(["entry", "walkin"]);
const byTime = (a, b) => a.time - b.time || (a.scan_id < b.scan_id ? -1 : 1);

/** `points` is {code: {kind, policy}}. Answers {presence: {code: row}, conflicts: [{point, scan, against}]}. */
export function fold(scans, { points, zone, rehearsal = false }) {
  const live = scans.filter((scan) => !scan.held && Boolean(scan.rehearsal) === rehearsal);
  const undone = new Set(live.filter(({ kind }) => kind === "undo").map(({ ref }) => ref));
  const counting = live.filter((scan) => !undone.has(scan.scan_id) && Object.hasOwn(points, scan.point) && counts(scan));
  const rows = {};
  const conflicts = [];
  for (const scan of counting.sort(byTime)) {
    const row = (rows[scan.point] ??= { inside: false, first: null, last: null, entries: [] });
    if (ENTERS.has(scan.kind)) {
      const against = clash(row, scan, points[scan.point].policy, zone);
      if (against) conflicts.push({ point: scan.point, scan: scan.scan_id, against: against.scan_id });
      if (points[scan.point].kind === "room") leaveOthers(rows, scan, points);
      enter(row, scan);
    } else {
      Object.assign(row, { inside: false, last: moment(scan, "exit") });
    }
  }
  return { presence: tidied(rows, points, zone), conflicts: conflicts.sort((a, b) => (a.point < b.point ? -1 : Number(a.point > b.point))) };
}

/** Nobody can be kept from leaving: an exit counts also where the door knew of no entry. */
function counts({ kind, outcome, reason }) {
  if (ENTERS.has(kind)) return outcome === "admit";
  return kind === "exit" && (outcome === "admit" || reason === "left_first");
}

/** The entry that this one repeats against the point's policy. */
function clash(row, scan, policy, zone) {
  if (policy === "once") return row.entries[0];
  if (policy === "reentry") return row.inside ? row.entries.at(-1) : undefined;
  if (policy !== "once_per_day") return undefined;
  const day = localDay(scan.time, zone);
  return row.entries.find((entry) => localDay(entry.time, zone) === day);
}

function enter(row, scan) {
  row.entries.push(scan);
  row.first ??= moment(scan);
  Object.assign(row, { inside: true, last: moment(scan, "entry") });
}

/** Nobody is in two rooms: entering one leaves the other at that very time. */
function leaveOthers(rows, scan, points) {
  for (const [code, row] of Object.entries(rows)) {
    if (code !== scan.point && points[code].kind === "room" && row.inside) {
      Object.assign(row, { inside: false, last: moment(scan, "exit") });
    }
  }
}

function moment({ time, scan_id: scan }, kind) {
  return kind ? { at: time, scan, kind } : { at: time, scan };
}

function tidied(rows, points, zone) {
  const named = Object.entries(rows).map(([code, { entries, ...row }]) => {
    if (points[code].policy !== "once_per_day") return [code, row];
    return [code, { ...row, days: [...new Set(entries.map(({ time }) => localDay(time, zone)))] }];
  });
  return Object.fromEntries(named);
}
