/** A button that stars on this device what an agenda behind a secret address holds: data-event, data-codes. */
import { read, write } from "./stars.js";

export default function giveStars(button) {
  const { event, codes, done } = button.dataset;
  const missing = () => codes.split(",").filter((code) => code && !read(event).includes(code));
  button.hidden = missing().length === 0;
  button.addEventListener("click", () => {
    if (!write(event, [...read(event), ...missing()])) return;
    button.textContent = done;
    button.disabled = true;
  });
}
