/**
 * A form that sends what is starred on this device: data-event says where, the field `codes` gets it. With data-known
 * (codes that the other side has) it shows itself only when the device has more. data-count: an element for how many.
 */
import { read } from "./stars.js";

export default function takeStars(form) {
  const known = new Set((form.dataset.known ?? "").split(",").filter(Boolean));
  const codes = read(form.dataset.event).filter((code) => !known.has(code));
  form.elements.codes.value = codes.join(",");
  for (const place of form.querySelectorAll("[data-how-many]")) place.textContent = codes.length;
  if ("known" in form.dataset) form.hidden = codes.length === 0;
}
