/**
 * Attaches behaviour to the page: data-controller="name other" loads controllers/name.js and calls its default export
 * with the element. A page without scripts works all the same, so a controller that fails to load is no more than noted.
 * What nearly every public page needs is at hand in this file: one request less on a first visit.
 */
/**
 * The visitor's own time beside each time of the event, when the two differ. data-own is the words, with {clock} in them;
 * every <time datetime> with a full instant inside the element gets them. A page that has a place for it, data-own-zone
 * with {zone} in its words, says once whose time it is. Where it is another day for the visitor, the day is said too.
 */
function localTime(element) {
  const clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const weekday = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "short" });
  const date = new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit" }); // 2027-05-12
  let differs = false;
  for (const time of element.querySelectorAll("time[datetime*=T]")) {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.getTime())) continue;
    const isSameDay = date.format(at) === time.dateTime.slice(0, 10);
    if (isSameDay && clock.format(at) === time.dateTime.slice(11, 16)) continue;
    const own = isSameDay ? clock.format(at) : `${weekday.format(at)} ${clock.format(at)}`;
    differs = true;
    const note = document.createElement("span");
    note.className = "session__own";
    note.textContent = element.dataset.own.replace("{clock}", own);
    time.parentElement.append(note);
  }
  const zone = differs && document.querySelector("[data-own-zone]:empty");
  if (zone) zone.textContent = zone.dataset.ownZone.replace("{zone}", Intl.DateTimeFormat().resolvedOptions().timeZone.replaceAll("_", " "));
}

const atHand = { "local-time": localTime };

for (const element of document.querySelectorAll("[data-controller]")) {
  for (const name of element.dataset.controller.split(" ")) {
    if (atHand[name]) {
      atHand[name](element);
      continue;
    }
    import(`./controllers/${name}.js`).then(
      (controller) => controller.default(element),
      (error) => console.warn(`controller ${name}:`, error),
    );
  }
}
