/**
 * The sealed list, in bundles: as rows of the database, ten thousand records took two seconds to keep; as 256 bundles a tenth of that.
 *
 * A bundle is {lookup: {record, rows: {point: row}}}: what is known of a badge lies together and is read at once.
 */

import { answer } from "./database.js";

const PARTS = 4; // of the badges whose look-up id begins with the same of 64 characters

export const bundleOf = (lookup) => lookup[0] + (lookup.charCodeAt(1) % PARTS);

/** The badge's record, or null, and where the server says its person is. */
export async function find(list, lookup) {
  const { record = null, rows = {} } = (await answer(list.get(bundleOf(lookup))))?.[lookup] ?? {};
  return { record, rows: Object.values(rows) };
}

/** Takes records and rows over, each bundle once; answers by how many records the list grew. */
export async function take(list, tickets, presence) {
  const bundles = new Map();
  const newsOf = (lookup) => {
    const name = bundleOf(lookup);
    if (!bundles.has(name)) bundles.set(name, { tickets: [], presence: [] });
    return bundles.get(name);
  };
  for (const record of tickets) newsOf(record.l).tickets.push(record);
  for (const row of presence) newsOf(row.l).presence.push(row);
  const grown = await Promise.all(Array.from(bundles, async ([name, news]) => {
    const bundle = (await answer(list.get(name))) ?? {};
    const before = count(bundle);
    for (const record of news.tickets) takeRecord(bundle, record);
    for (const row of news.presence) takeRow(bundle, row);
    list.put(bundle, name);
    return count(bundle) - before;
  }));
  return grown.reduce((sum, more) => sum + more, 0);
}

const count = (bundle) => Object.values(bundle).filter(({ record }) => record).length;

function takeRecord(bundle, record) {
  if (record.s === "gone") delete bundle[record.l];
  else bundle[record.l] = { rows: {}, ...bundle[record.l], record };
}

function takeRow(bundle, row) {
  const known = (bundle[row.l] ??= { rows: {} });
  if (row.first || row.last) known.rows[row.point] = row;
  else delete known.rows[row.point];
}
