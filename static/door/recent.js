/** The last ten scans of this door, newest first, each with its Undo while the server allows it. */

import { twoTaps } from "./confirm.js";
import { copyOf, fill, setIcon } from "./page.js";
import { knownVerdict } from "./signals.js";

const AT_MOST = 10;

/** One list out of the old one and a new scan or, after an undo, the changed one. */
export function withScan(scans, scan) {
  return [scan, ...scans.filter(({ scan_id: id }) => id !== scan.scan_id)].slice(0, AT_MOST);
}

export function withUndone(scans, scanId) {
  return scans.map((scan) => (scan.scan_id === scanId ? { ...scan, verdict: "undone", undoable: false } : scan));
}

export function createRecent({ list, empty, template, texts, clockTime, onUndo }) {
  let scans = [];
  const rows = new Map();

  function rowOf(scan) {
    if (!rows.has(scan.scan_id)) {
      const row = copyOf(template);
      twoTaps(row.querySelector("button"), {
        calm: texts("undo"),
        asking: texts("undo.sure"),
        act: () => onUndo(scan.scan_id),
      });
      rows.set(scan.scan_id, row);
    }
    const row = rows.get(scan.scan_id);
    const verdict = knownVerdict(scan.verdict);
    row.dataset.verdict = verdict;
    setIcon(row.querySelector("svg"), `shape-${verdict}`);
    fill(row, { title: scan.title || texts("nobody"), word: texts(`word.${verdict}`), at: clockTime(scan.at) });
    const button = row.querySelector("button");
    button.hidden = !scan.undoable;
    button.setAttribute("aria-describedby", (row.querySelector("[data-slot=title]").id = `scan-${scan.scan_id}`));
    return row;
  }

  /** Rows stay the same elements: a list redrawn under somebody's finger loses the tap and the focus. */
  function draw() {
    const kept = new Set(scans.map(({ scan_id: id }) => id));
    for (const [id, row] of rows) if (!kept.has(id)) (row.remove(), rows.delete(id));
    scans.forEach((scan, index) => {
      const row = rowOf(scan);
      if (list.children[index] !== row) list.insertBefore(row, list.children[index] ?? null);
    });
    empty.hidden = scans.length > 0;
  }

  const set = (next) => {
    scans = next;
    draw();
  };
  return {
    replace: (next) => set(next.slice(0, AT_MOST)),
    add: (scan) => set(withScan(scans, scan)),
    undone: (scanId) => set(withUndone(scans, scanId)),
  };
}
