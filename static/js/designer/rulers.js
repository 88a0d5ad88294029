/** Rulers in millimetres along the board, and on them how far the chosen elements reach. */

const STEPS = [1, 2, 5, 10, 20, 50, 100];
const LABEL_PX = 34;
const SVG = "http://www.w3.org/2000/svg";
const WIDE_PX = 20;

export class Rulers {
  constructor(parts) {
    this.across = parts.rulerX;
    this.down = parts.rulerY;
  }

  /** origin: where 0 mm of both axes lies on the rulers, px; size: of the board, px; chosen: a box or null. */
  draw({ scale, origin, size, page, chosen }) {
    drawRuler(this.across, "x", { scale, origin: origin.x, length: size.x, most: page.width, chosen: chosen && [chosen.x, chosen.w] });
    drawRuler(this.down, "y", { scale, origin: origin.y, length: size.y, most: page.height, chosen: chosen && [chosen.y, chosen.h] });
  }
}

function drawRuler(ruler, axis, { scale, origin, length, most, chosen }) {
  const isAcross = axis === "x";
  ruler.setAttribute("width", isAcross ? length : WIDE_PX);
  ruler.setAttribute("height", isAcross ? WIDE_PX : length);
  const major = STEPS.find((step) => step * scale >= LABEL_PX) ?? STEPS.at(-1);
  const minor = major / (major % 5 === 0 ? 5 : 2);
  const first = Math.ceil(-origin / scale / minor);
  const last = Math.floor((length - origin) / scale / minor);
  const marks = [];
  if (chosen) marks.push(rect(isAcross, origin + chosen[0] * scale, chosen[1] * scale));
  let path = "";
  for (let number = first; number <= last; number += 1) {
    const mm = number * minor;
    const at = Math.round(origin + mm * scale) + 0.5;
    const isMajor = Math.abs(mm / major - Math.round(mm / major)) < 1e-6;
    const from = isMajor ? 8 : 14;
    path += isAcross ? `M${at} ${from}V${WIDE_PX}` : `M${from} ${at}H${WIDE_PX}`;
    if (isMajor && mm >= 0 && mm <= most) marks.push(label(isAcross, at, mm));
  }
  const lines = document.createElementNS(SVG, "path");
  lines.setAttribute("d", path);
  ruler.replaceChildren(...marks.slice(0, chosen ? 1 : 0), lines, ...marks.slice(chosen ? 1 : 0));
}

function rect(isAcross, start, length) {
  const shape = document.createElementNS(SVG, "rect");
  const [x, y, width, height] = isAcross ? [start, 0, length, WIDE_PX] : [0, start, WIDE_PX, length];
  for (const [name, value] of Object.entries({ x, y, width: Math.max(1, width), height: Math.max(1, height) })) shape.setAttribute(name, value);
  return shape;
}

function label(isAcross, at, mm) {
  const text = document.createElementNS(SVG, "text");
  const place = isAcross ? { x: at + 2.5, y: 10 } : { x: -(at + 2.5), y: 10, transform: "rotate(-90)", "text-anchor": "end" };
  for (const [name, value] of Object.entries(place)) text.setAttribute(name, value);
  text.textContent = String(mm);
  return text;
}
