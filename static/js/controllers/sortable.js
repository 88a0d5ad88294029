/**
 * Rows that are dragged by their handle to another place; where a row is dropped its own form tells the server. The
 * arrows beside each row do the same without a mouse.
 */
export default function sortable(list) {
  const rows = () => [...list.querySelectorAll(":scope > [data-row]")];
  for (const handle of list.querySelectorAll("[data-handle]")) handle.hidden = false;

  list.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-handle]");
    if (!handle || event.button !== 0) return;
    event.preventDefault();
    const row = handle.closest("[data-row]");
    const first = rows().indexOf(row);
    handle.setPointerCapture(event.pointerId);
    row.classList.add("is-dragged");

    const move = ({ clientY }) => {
      const over = rows().find((other) => {
        const box = other.getBoundingClientRect();
        return other !== row && clientY > box.top && clientY < box.bottom;
      });
      if (!over) return;
      const middle = over.getBoundingClientRect().top + over.getBoundingClientRect().height / 2;
      const [here, there] = [rows().indexOf(row), rows().indexOf(over)];
      // the others move: a row that leaves the page for a moment loses the pointer
      if (there > here && clientY > middle) row.before(...rows().slice(here + 1, there + 1));
      else if (there < here && clientY < middle) row.after(...rows().slice(there, here));
    };
    const end = ({ type }) => {
      handle.removeEventListener("pointermove", move);
      row.classList.remove("is-dragged");
      const place = rows().indexOf(row);
      if (type === "pointercancel" || place === first) return;
      const form = row.querySelector("[data-place]");
      form.elements.to.value = place;
      form.submit();
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", end, { once: true });
    handle.addEventListener("pointercancel", end, { once: true });
  });
}
