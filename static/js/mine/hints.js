/** What nobody can go to one after the other; the same rules as on the server (conference/personal/rules.py). */

/** ways: {room, building: minutes, buildings: {code: name}}. 0 within a room, and where a room is not known. */
export function minutesBetween(here, there, ways) {
  if (!here || !there || here === there) return 0;
  const same = (ways.buildings[here] ?? "") === (ways.buildings[there] ?? "");
  return same ? ways.room : ways.building;
}

/** items: [{start, end: milliseconds, room, isCancelled}]. Gives [{before, after, needed, given}]; given is null where they overlap. */
export function hints(items, ways) {
  const going = items.filter((item) => !item.isCancelled).sort((a, b) => a.start - b.start);
  const found = [];
  going.forEach((before, place) => {
    for (const after of going.slice(place + 1)) {
      if (after.start < before.end) {
        found.push({ before, after, needed: 0, given: null });
        continue;
      }
      const needed = minutesBetween(before.room, after.room, ways);
      const given = Math.floor((after.start - before.end) / 60000);
      if (given < needed) found.push({ before, after, needed, given });
    }
  });
  return found;
}
