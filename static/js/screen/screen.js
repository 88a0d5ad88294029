/**
 * Keeps a venue's screen right: fetches the agenda every half minute, and moves from session to session by the clock,
 * with or without a network. The server's clock counts, as the clocks of screens are often wrong.
 */
import { element, rail, row, session, titled } from "./parts.js";

const FETCH_MS = 30_000;
const RELOAD_MS = 6 * 3600_000; // a new version of the page itself
const screen = document.querySelector("[data-screen]");
const words = screen.dataset;
const find = (name) => screen.querySelector(`[data-${name}]`);
const clock = new Intl.DateTimeFormat("en-GB", { timeZone: words.zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const dayOf = new Intl.DateTimeFormat("en-CA", { timeZone: words.zone, year: "numeric", month: "2-digit", day: "2-digit" });
let data = null;
let ahead = 0; // ms by which the server's clock is ahead of ours
let updated = null;
let drawn = "";

const now = () => Date.now() + ahead;

async function update() {
  let isKept = true;
  try {
    const answer = await fetch(words.screen, { cache: "no-cache" });
    isKept = answer.headers.has("X-From-Memory"); // the worker's, while there is no network
    const date = Date.parse(answer.headers.get("Date")) || now();
    if (answer.ok && (!isKept || !data)) [data, updated] = [await answer.json(), date];
    if (!isKept && Math.abs(date - now()) > 2000) ahead = date - Date.now();
    isKept ||= !answer.ok;
  } catch {
    // no network and no worker: the screen goes on with what it has
  }
  document.body.classList.toggle("is-lost", isKept);
  draw();
}

/** The same rule as conference/programme/screens.py: going on, first after that, what else is left of that day. */
function moment(entries, second) {
  const on = entries.filter((entry) => !entry.is_cancelled);
  const goingOn = on.filter((entry) => entry.starts <= second && second < entry.ends);
  const later = on.filter((entry) => entry.starts > second);
  const coming = later.filter((entry) => entry.starts === later[0].starts);
  const shown = new Set([...goingOn, ...coming].map((entry) => entry.id));
  const today = (goingOn[0] ?? coming[0])?.day;
  return { goingOn, coming, rest: entries.filter((entry) => entry.day === today && entry.ends > second && !shown.has(entry.id)) };
}

/** 45 s are one minute: nobody in front of a door counts seconds. */
function span(seconds) {
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return words.minutes.replace("{n}", minutes);
  const hours = words.hours.replace("{n}", Math.floor(minutes / 60));
  return minutes % 60 ? `${hours} ${words.minutes.replace("{n}", minutes % 60)}` : hours;
}

function drawRoom(second) {
  const { goingOn, coming, rest } = moment(data.entries, second);
  const today = dayOf.format(second * 1000);
  const next = coming[0];
  find("now-label").textContent = goingOn.length ? find("now").dataset.label : words.nothing;
  find("now").replaceChildren(...goingOn.slice(0, 2).map(session));
  const label = find("next-label");
  if (!next) label.textContent = words.over;
  else label.textContent = (next.day === today ? label.dataset.next : label.dataset.tomorrow).replace("{time}", next.start).replace("{day}", next.day_words);
  find("coming").replaceChildren(...coming.slice(0, 1).map(session));
  const moved = find("moved");
  moved.replaceChildren(...data.moved.filter((entry) => entry.day === today && entry.ends > second).slice(0, 2).map((entry) => {
    const line = element("li", "", moved.dataset.words.replace("{title}", entry.title));
    line.append(element("span", "note", entry.note));
    return line;
  }));
  const list = find("rest");
  list.replaceChildren(...rest.map(row));
  while (list.lastElementChild && list.scrollHeight > list.clientHeight + 1) list.lastElementChild.remove();
}

function drawTimes(second) {
  const { goingOn, coming } = moment(data.entries, second);
  const [on, next] = [goingOn[0], coming[0]];
  find("until").textContent = on ? words.until.replace("{time}", on.end) : "";
  find("left").textContent = on ? words.left.replace("{time}", span(on.ends - second)) : "";
  find("until-next").textContent = next && next.starts - second < 12 * 3600 ? words.in.replace("{time}", span(next.starts - second)) : "";
  find("bar").querySelector(".bar__gone").setAttribute("width", `${on ? Math.min(100, (100 * (second - on.starts)) / (on.ends - on.starts)) : 0}%`);
}

function tile(room, second) {
  const { goingOn, coming } = moment(room.entries, second);
  const section = element("section", "tile");
  const [current, next] = [element("div", "tile__now"), element("div", "tile__next")];
  for (const entry of goingOn.slice(0, 1)) current.append(rail(entry), titled("p", "tile__title", entry), element("p", "tile__until", words.until.replace("{time}", entry.end)));
  if (!goingOn.length) current.append(element("p", "tile__until", words.nothing));
  for (const entry of coming.slice(0, 1)) {
    const line = element("p");
    line.append(element("time", "", entry.day === dayOf.format(second * 1000) ? entry.start : `${entry.day_words}, ${entry.start}`), " ", titled("span", "", entry));
    next.append(line);
  }
  section.append(element("h2", "tile__room", room.name), current, next);
  return section;
}

/** Drawn anew only when something changed, so that nothing flickers and screen readers are not interrupted. */
function draw() {
  const second = Math.floor(now() / 1000);
  find("clock").textContent = clock.format(now());
  if (updated) find("state").textContent = (document.body.classList.contains("is-lost") ? words.lost : words.updated).replace("{time}", clock.format(updated));
  if (!data) return;
  const lists = data.rooms ? data.rooms.map((room) => room.entries) : [data.entries];
  const state = lists.map((entries) => { const { goingOn, coming } = moment(entries, second); return [goingOn, coming].map((some) => some.map((entry) => entry.id)).join("/"); });
  const key = JSON.stringify([state, data.release, dayOf.format(now()), innerWidth, innerHeight, data.rooms ?? [data.entries, data.moved]]);
  if (key !== drawn) {
    drawn = key;
    if (data.rooms) find("overview").replaceChildren(...data.rooms.map((room) => tile(room, second)));
    else drawRoom(second);
  }
  if (!data.rooms) drawTimes(second);
}

async function stayAwake() {
  await navigator.wakeLock?.request("screen").catch(() => null);
}

navigator.serviceWorker?.register(new URL("worker.js", location.href), { scope: new URL("./", location.href).pathname }).catch(() => null);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && stayAwake());
setInterval(draw, 1000);
setInterval(update, FETCH_MS);
setInterval(() => document.body.classList.contains("is-lost") || location.reload(), RELOAD_MS);
document.fonts?.ready.then(() => { drawn = ""; draw(); });
stayAwake();
update();
