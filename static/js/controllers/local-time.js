/**
 * The visitor's own time beside each time of the event, when the two differ. data-own is the words, with {clock} in them;
 * every <time datetime> with a full instant inside the element gets them.
 */
export default function localTime(element) {
  const clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  for (const time of element.querySelectorAll("time[datetime*=T]")) {
    const at = new Date(time.dateTime);
    const own = clock.format(at);
    if (Number.isNaN(at.getTime()) || own === time.textContent.trim()) continue;
    const note = document.createElement("span");
    note.className = "session__own";
    note.textContent = element.dataset.own.replace("{clock}", own);
    time.parentElement.append(note);
  }
}
