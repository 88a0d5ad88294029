/**
 * Rows of a table by keyboard, once one of its links or ticks has the focus: arrows or j and k go from row to row, Home
 * and End to the first and last; Enter opens the row; space or x ticks it, with shift all rows from the last one ticked;
 * shift with an arrow ticks on the way; Ctrl+A ticks the page, Escape nothing. From the search the arrow down leads to
 * the rows, and / leads back. Letters do something only while a row has the focus, so they never hide a screen
 * reader's own.
 */
const STEPS = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, Home: -Infinity, End: Infinity };

export default function rowKeys(element) {
  let last;
  dress();
  element.addEventListener("results", dress);

  element.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && event.target.matches("[type=search]")) {
      event.preventDefault();
      focus(rows()[0], false);
      return;
    }
    const row = event.target.closest?.("tbody tr");
    if (row && !event.altKey && event.target.matches("th a, [type=checkbox]") && act(event, row)) event.preventDefault();
  });

  /** True when the key meant something. */
  function act(event, row) {
    const tick = tickOf(row);
    if (event.ctrlKey || event.metaKey) return event.key === "a" && tick && setAll(true);
    if (STEPS[event.key]) {
      const next = neighbour(row, STEPS[event.key]);
      if (event.shiftKey && tick && next !== row) {
        if (!tick.checked) set(tick, true, false);
        set(tickOf(next), true, false);
      }
      return focus(next, event.target === tick);
    }
    if (event.key === "Enter" && event.target === tick) return row.querySelector("th a")?.click() ?? true;
    if ((event.key === " " || event.key.toLowerCase() === "x") && tick) return set(tick, event.shiftKey || !tick.checked, event.shiftKey);
    if (event.key === "Escape" && ticks().some((one) => one.checked)) return setAll(false);
    if (event.key === "/") {
      element.querySelector("[type=search]")?.focus();
      return true;
    }
    return false;
  }

  element.addEventListener("click", (event) => {
    if (event.target.matches("[data-tick-all]")) setAll(event.target.checked);
    if (!event.target.matches("tbody [type=checkbox]")) return;
    if (event.shiftKey) set(event.target, event.target.checked, true);
    else last = event.target;
    tell();
  });

  function rows() {
    return [...element.querySelectorAll("tbody tr")];
  }

  function ticks() {
    return [...element.querySelectorAll("tbody [type=checkbox]")];
  }

  function tickOf(row) {
    return row.querySelector("[type=checkbox]");
  }

  function neighbour(row, step) {
    const all = rows();
    return all[Math.min(all.length - 1, Math.max(0, all.indexOf(row) + step))];
  }

  function focus(row, atTick) {
    const target = row && ((atTick && tickOf(row)) || row.querySelector("th a"));
    target?.focus();
    row?.scrollIntoView({ block: "nearest" });
    return true;
  }

  function set(tick, checked, isRange) {
    const all = ticks();
    const from = isRange ? all.indexOf(last) : -1;
    const to = all.indexOf(tick);
    for (const one of from < 0 ? [tick] : all.slice(Math.min(from, to), Math.max(from, to) + 1)) one.checked = checked;
    last = tick;
    tell();
    return true;
  }

  function setAll(checked) {
    for (const one of ticks()) one.checked = checked;
    tell();
    return true;
  }

  /** What only a script can do comes to light with it. */
  function dress() {
    for (const part of element.querySelectorAll("[data-tick-all], [data-keys]")) part.hidden = false;
    tell();
  }

  function tell() {
    const all = ticks();
    const number = all.filter((one) => one.checked).length;
    const every = element.querySelector("[data-tick-all]");
    if (every) {
      every.checked = number > 0 && number === all.length;
      every.indeterminate = number > 0 && number < all.length;
    }
    const words = element.querySelector("[data-ticked]");
    if (words) words.textContent = number ? words.dataset.ticked.replace("{count}", number) : "";
    for (const one of all) one.closest("tr").classList.toggle("table__ticked", one.checked);
  }
}
