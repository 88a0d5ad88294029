/** Boxes in millimetres: moving, resizing, aligning. Pure. */

const LEAST = { code: 18, shape: 0 }; // mm; what is smaller is refused by the server
const LEAST_BOX = 2;

export const round = (mm) => Math.round(mm * 100) / 100;
export const boxOf = ({ x, y, w, h }) => ({ x, y, w, h });
const between = (value, low, high) => Math.max(low, Math.min(value, Math.max(low, high)));

/** The box around all of them. */
export function around(boxes) {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.w));
  const bottom = Math.max(...boxes.map((box) => box.y + box.h));
  return { x, y, w: right - x, h: bottom - y };
}

/** How far the boxes can go without leaving the page: what is outside already may stay there, or come back. */
export function allowedStep(boxes, dx, dy, page) {
  const whole = around(boxes);
  return {
    dx: between(dx, Math.min(0, -whole.x), Math.max(0, page.width - whole.x - whole.w)),
    dy: between(dy, Math.min(0, -whole.y), Math.max(0, page.height - whole.y - whole.h)),
  };
}

/** `grip`: the sides that are pulled, like "se" or "w". A code stays a square. */
export function resized(element, grip, dx, dy, page) {
  const least = LEAST[element.kind] ?? LEAST_BOX;
  let { x, y, w, h } = element;
  if (grip.includes("e")) w = between(w + dx, least, page.width - x);
  if (grip.includes("s")) h = between(h + dy, least, page.height - y);
  if (grip.includes("w")) [x, w] = pulled(x, w, dx, least);
  if (grip.includes("n")) [y, h] = pulled(y, h, dy, least);
  if (element.kind === "code") [x, y, w, h] = squared(element, grip, { x, y, w, h }, page);
  return { x: round(x), y: round(y), w: round(w), h: round(h) };
}

function pulled(start, length, by, least) {
  const end = start + length;
  const from = between(start + by, 0, end - least);
  return [from, end - from];
}

function squared(before, grip, { w, h }, page) {
  const wanted = grip === "n" || grip === "s" ? h : grip === "e" || grip === "w" ? w : Math.max(w, h);
  const right = before.x + before.w;
  const bottom = before.y + before.h;
  const roomX = grip.includes("w") ? right : page.width - before.x;
  const roomY = grip.includes("n") ? bottom : page.height - before.y;
  const side = Math.min(wanted, roomX, roomY);
  return [grip.includes("w") ? right - side : before.x, grip.includes("n") ? bottom - side : before.y, side, side];
}

const PLACES = {
  left: (box, all) => ({ x: all.x, y: box.y }),
  centre: (box, all) => ({ x: all.x + (all.w - box.w) / 2, y: box.y }),
  right: (box, all) => ({ x: all.x + all.w - box.w, y: box.y }),
  top: (box, all) => ({ x: box.x, y: all.y }),
  middle: (box, all) => ({ x: box.x, y: all.y + (all.h - box.h) / 2 }),
  bottom: (box, all) => ({ x: box.x, y: all.y + all.h - box.h }),
};

/** Where each box goes: several are aligned with each other, a single one with the page. */
export function aligned(boxes, how, page) {
  const all = boxes.length > 1 ? around(boxes) : { x: 0, y: 0, w: page.width, h: page.height };
  return boxes.map((box) => {
    const { x, y } = PLACES[how](box, all);
    return { x: round(x), y: round(y) };
  });
}

/** Equal gaps between them, from the first to the last; `axis` "x" or "y". */
export function distributed(boxes, axis) {
  const size = axis === "x" ? "w" : "h";
  const order = [...boxes].sort((one, other) => one[axis] - other[axis]);
  const all = around(boxes);
  const gap = (all[size] - boxes.reduce((sum, box) => sum + box[size], 0)) / Math.max(1, boxes.length - 1);
  const starts = new Map();
  let at = all[axis];
  for (const box of order) {
    starts.set(box, round(at));
    at += box[size] + gap;
  }
  return boxes.map((box) => ({ x: box.x, y: box.y, [axis]: starts.get(box) }));
}
