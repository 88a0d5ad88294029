/** What is always visible besides the verdict: where this door scans, whether the server answers, and what waits. */

import { sessionNext, sessionNow } from "./rules/agenda.js";
import { unitOf } from "./words.js";

const CLOCK_OFF_MS = 5000;
const LOW = 0.2;
const TICK_MS = 5000;

export function createStatus({ parts, texts, device, contact, clock, store, battery, clockTime, isShown }) {
  let unsent = 0;

  async function draw() {
    if (isShown()) {
      drawPlace();
      drawContact();
    }
    unsent = await store.countUnsent();
    if (!isShown()) return;
    sign(parts.unsentSign, parts.unsent, unsent > 0 && texts("unsent", { count: unsent }));
    const seats = device.seatsLeft();
    sign(parts.seatsSign, parts.seats, seats !== null && texts("seats", { count: seats }));
    const { level, charging } = await battery();
    sign(parts.batterySign, parts.batteryLevel, level !== null && level < LOW && !charging && texts("battery", { percent: Math.round(level * 100) }));
    const off = Math.abs(clock.offset);
    sign(parts.clockSign, parts.clockOff, off > CLOCK_OFF_MS && texts("clock", { time: spelled(off) }));
  }

  function drawPlace() {
    const { point, config } = device;
    const at = clock.now();
    const session = sessionNow(point, at);
    const next = session ? null : sessionNext(point, at);
    parts.eventName.textContent = `${device.name} · ${config.event.name}`;
    parts.pointName.textContent = point.name;
    put(parts.sessionNow, session ? texts("session.now", { title: session.title, time: clockTime()(session.ends_at) })
      : next ? texts("session.next", { title: next.title, time: clockTime()(next.starts_at) }) : "");
    const inside = device.inside[point.code];
    parts.inside.textContent = inside === undefined ? "–" : `${contact.isOnline ? "" : "≥ "}${inside}`;
    parts.insideUnit.textContent = unitOf(point, texts);
    parts.insideOf.textContent = point.capacity ? ` / ${point.capacity}` : "";
    parts.rehearsal.hidden = !config.rehearsal;
  }

  function drawContact() {
    const minutes = contact.minutesSilent(clock.now());
    parts.contact.dataset.online = String(contact.isOnline);
    put(parts.contactWord, contact.isOnline ? texts("online") : minutes ? texts("offline.minutes", { minutes }) : texts("offline"));
  }

  const timer = setInterval(draw, TICK_MS);
  return { draw, unsent: () => unsent, stop: () => clearInterval(timer) };
}

/** A live region that is told the same again says it again. */
function put(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

function sign(element, place, words) {
  element.hidden = !words;
  put(place, words || "");
}

/** Whole minutes and seconds, "1:05". */
function spelled(ms) {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
