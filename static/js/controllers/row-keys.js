/**
 * Rows of a table by keyboard, once one of its links or ticks has the focus: arrows or j and k go from row to row,
 * space ticks the row where it can be ticked, with shift all rows from the last one ticked.
 */
export default function rowKeys(element) {
  let last;

  element.addEventListener("keydown", (event) => {
    const row = event.target.closest?.("tbody tr");
    if (!row || event.altKey || event.ctrlKey || event.metaKey || !event.target.matches("a, [type=checkbox]")) return;
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (step) {
      const next = rows()[rows().indexOf(row) + step];
      if (!next) return;
      event.preventDefault();
      next.querySelector(event.target.matches("[type=checkbox]") ? "[type=checkbox]" : "th a")?.focus();
      next.scrollIntoView({ block: "nearest" });
    } else if (event.key === " ") {
      const tick = row.querySelector("[type=checkbox]");
      if (!tick) return;
      event.preventDefault();
      set(tick, !tick.checked, event.shiftKey);
    }
  });

  element.addEventListener("click", (event) => {
    if (!event.target.matches("tbody [type=checkbox]")) return;
    if (event.shiftKey) set(event.target, event.target.checked, true);
    else last = event.target;
  });

  function rows() {
    return [...element.querySelectorAll("tbody tr")];
  }

  function set(tick, checked, isRange) {
    const ticks = [...element.querySelectorAll("tbody [type=checkbox]")];
    const from = isRange ? ticks.indexOf(last) : -1;
    const to = ticks.indexOf(tick);
    for (const one of from < 0 ? [tick] : ticks.slice(Math.min(from, to), Math.max(from, to) + 1)) {
      if (one.checked !== checked || one === tick) {
        one.checked = checked;
        one.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }
    last = tick;
  }
}
