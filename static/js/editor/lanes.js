/**
 * Where each card of a day lies: `column` and `span` count rooms, `lane` of `lanes` shares a column among what runs at
 * the same time. What everybody attends (`room` null) takes the widest row of rooms that are free meanwhile.
 */

export function layOut(items, rooms) {
  const columns = new Map(rooms.map((room, place) => [room, place]));
  const inRooms = items.filter((item) => item.room !== null && columns.has(item.room));
  const places = new Map();
  const byColumn = rooms.map(() => []);
  for (const item of inRooms) byColumn[columns.get(item.room)].push(item);
  for (const item of items.filter((one) => one.room === null)) {
    const run = widestRun(rooms.map((room) => !inRooms.some((one) => one.room === room && meet(one, item))));
    if (run.span) places.set(item.key, { ...run, item, isWide: true });
    else byColumn[0]?.push(item);
  }
  shareAmongWide(places);
  byColumn.forEach((own, column) => {
    for (const [key, lane] of lanesOf(own)) places.set(key, { column, span: 1, ...lane });
  });
  return places;
}

const meet = (one, other) => one.from < other.to && other.from < one.to;

/** The first of the longest runs of true. */
export function widestRun(isFree) {
  let best = { column: 0, span: 0 };
  let start = 0;
  isFree.forEach((free, place) => {
    if (!free) start = place + 1;
    else if (place - start + 1 > best.span) best = { column: start, span: place - start + 1 };
  });
  return best;
}

/** Two things for everybody at once lie side by side too. */
function shareAmongWide(places) {
  const wide = [...places.values()].map((place) => place.item);
  for (const [key, lane] of lanesOf(wide)) {
    const { column, span } = places.get(key);
    places.set(key, { column, span, ...lane });
  }
}

/** {lane, lanes} by key: groups of what overlaps, directly or through others, share the width. */
export function lanesOf(items) {
  const found = new Map();
  const sorted = [...items].sort((one, other) => one.from - other.from || other.to - one.to || (one.key < other.key ? -1 : 1));
  let group = [];
  let until = -Infinity;
  const close = () => {
    const lanes = Math.max(0, ...group.map(([, lane]) => lane + 1));
    for (const [item, lane] of group) found.set(item.key, { lane, lanes });
    group = [];
  };
  let ends = [];
  for (const item of sorted) {
    if (item.from >= until) {
      close();
      ends = [];
      until = -Infinity;
    }
    let lane = ends.findIndex((end) => end <= item.from);
    if (lane < 0) lane = ends.length;
    ends[lane] = item.to;
    until = Math.max(until, item.to);
    group.push([item, lane]);
  }
  close();
  return found;
}
