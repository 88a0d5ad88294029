/** With several codes in one frame the door means the one it points at: the nearest to the middle. */

export function nearestToCentre(found, width, height) {
  const distance = ({ x, y }) => Math.hypot(x - width / 2, y - height / 2);
  return found.reduce((best, one) => (best === null || distance(one) < distance(best) ? one : best), null);
}
