/** The last ten scans of this phone, newest first, each with its Undo for five minutes. */

import { twoTaps } from "./confirm.js";
import { copyOf, fill, setIcon } from "./page.js";
import { isUndoable } from "./words.js";

export const AT_MOST = 10;

/** One list out of the old one and a new scan or, after an undo, the changed one. Rows: {scan, verdict, word, title, …}. */
export function withScan(rows, row) {
  return [row, ...rows.filter(({ scan }) => scan.scan_id !== row.scan.scan_id)].slice(0, AT_MOST);
}

export function withUndone(rows, scanId) {
  return rows.map((row) => (row.scan.scan_id === scanId ? { ...row, verdict: "undone", isUndone: true } : row));
}

/** After a pause or a reload: what the phone `kept`, newest first, with the names that this page still knows. */
export function restored(rows, kept, describe) {
  const known = new Map(rows.map((row) => [row.scan.scan_id, row]));
  const undone = kept.filter(({ kind }) => kind === "undo").map(({ ref }) => ref);
  const scans = kept.filter(({ kind }) => kind !== "undo").slice(0, AT_MOST);
  return undone.reduce(withUndone, scans.map((scan) => known.get(scan.scan_id) ?? describe(scan)));
}

export function createRecent({ list, empty, template, texts, clockTime, now, mayUndo, onUndo }) {
  let rows = [];
  const elements = new Map();

  function elementOf(row) {
    const { scan } = row;
    if (!elements.has(scan.scan_id)) {
      const element = copyOf(template);
      twoTaps(element.querySelector("button"), { calm: texts("undo"), asking: texts("undo.sure"), act: () => onUndo(scan) });
      elements.set(scan.scan_id, element);
    }
    const element = elements.get(scan.scan_id);
    element.dataset.verdict = row.verdict;
    setIcon(element.querySelector("svg"), `shape-${row.verdict}`);
    fill(element, { title: row.title || texts("nobody"), word: row.isUndone ? texts("word.undone") : row.word, at: clockTime()(scan.time) });
    const button = element.querySelector("button");
    button.hidden = row.isUndone || !mayUndo() || !isUndoable(scan, now());
    button.setAttribute("aria-describedby", (element.querySelector("[data-slot=title]").id = `scan-${scan.scan_id}`));
    return element;
  }

  /** Elements stay the same: a list redrawn under somebody's finger loses the tap and the focus. */
  function draw() {
    const kept = new Set(rows.map(({ scan }) => scan.scan_id));
    for (const [id, element] of elements) if (!kept.has(id)) (element.remove(), elements.delete(id));
    rows.forEach((row, index) => {
      const element = elementOf(row);
      if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
    });
    empty.hidden = rows.length > 0;
  }

  const set = (next) => {
    rows = next;
    draw();
  };
  return {
    draw,
    restore: (kept, describe) => set(restored(rows, kept, describe)),
    add: (row) => set(withScan(rows, row)),
    undone: (scanId) => set(withUndone(rows, scanId)),
  };
}
