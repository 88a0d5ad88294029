/** Where a box that is moved or pulled would like to rest: edges and centres of the page, of others, folds. Pure. */

/** {x: [...], y: [...]}: the lines of the page and of all elements but those. */
export function linesOf(data, side, without) {
  const x = [0, data.width / 2, data.width];
  const y = [0, data.height / 2, data.height];
  for (const fold of data.folds) (fold.axis === "x" ? x : y).push(fold.at);
  for (const element of data[side]) {
    if (without.includes(element.id)) continue;
    x.push(element.x, element.x + element.w / 2, element.x + element.w);
    y.push(element.y, element.y + element.h / 2, element.y + element.h);
  }
  return { x, y };
}

/**
 * How a step changes so that one of the `edges` of the box (mm, before the step) rests on a line, or else on the grid.
 * Returns {by, line}: `line` is null where nothing was near.
 */
export function rest(edges, by, lines, near, grid) {
  let best = null;
  for (const edge of edges) {
    for (const line of lines) {
      const away = Math.abs(edge + by - line);
      if (away <= near && (best === null || away < best.away)) best = { away, by: line - edge, line };
    }
  }
  if (best) return best;
  const start = edges[0];
  return { by: Math.round((start + by) / grid) * grid - start, line: null };
}

/** The edges of a box across or down that a move brings along. */
export function edgesOf(box, axis) {
  const size = axis === "x" ? box.w : box.h;
  return [box[axis], box[axis] + size / 2, box[axis] + size];
}
