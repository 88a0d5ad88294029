/** The editor of the agenda: wires its parts together. Each has one job; the page works without all of them. */

import { partsOf } from "../../door/page.js";
import { readTexts } from "../../door/texts.js";
import { Acts } from "./acts.js";
import { SignedOut, createApi } from "./api.js";
import { Dialogs } from "./dialogs.js";
import { Draft } from "./draft.js";
import { Drag } from "./drag.js";
import { Found } from "./found.js";
import { Free } from "./free.js";
import { Grid } from "./grid.js";
import { Hand } from "./hand.js";
import { Keys } from "./keys.js";
import { Clashes, Waiting } from "./lists.js";
import { Only } from "./only.js";
import { Panel } from "./panel.js";
import { Queue } from "./queue.js";
import { Teller } from "./teller.js";
import { dayOf, lasts, minutesOf, placeAt, snap, wallOf } from "./times.js";
import { Tools } from "./tools.js";
import { View } from "./view.js";
import { Watch } from "./watch.js";

const LEFT_PX = 24; // below the grid
const LEAST_PX = 420;

export async function startEditor(root) {
  const { dataset } = root;
  const parts = partsOf(root);
  const texts = readTexts(parts.texts);
  const urls = { state: dataset.stateUrl, moves: dataset.movesUrl, sessions: dataset.sessionsUrl, repeats: dataset.repeatsUrl, free: dataset.freeUrl, places: dataset.placesUrl,
    session: dataset.sessionUrl, speaker: dataset.speakerUrl, room: dataset.roomUrl, project: dataset.projectUrl, team: dataset.teamUrl };
  const api = createApi({ urls, tab: Math.random().toString(36).slice(2, 10), language: document.documentElement.lang });
  const draft = new Draft();
  const view = new View(`agenda.${dataset.event}`, dataset.day);
  const teller = new Teller({ parts, draft, texts });
  const queue = new Queue((state, count) => tools.saved(state, count));
  const acts = new Acts({ draft, queue, api, tell, drawn: draw });
  const grid = new Grid({ parts, draft, view, texts });
  const hand = new Hand({ draft, grid, acts, texts, drawn: draw });
  const does = { undo: () => acts.undo(), redo: () => acts.redo(), zoom, openDay, openRoom, showRoom, choose, dayBeside, say, toWaiting: (card) => waiting.focus(card) };
  const tools = new Tools({ root, parts, draft, view, acts, texts, does });
  const waiting = new Waiting({ parts, draft, view, texts });
  const found = new Found({ parts, draft, texts, reach });
  const clashes = new Clashes({ parts, draft, view, reach });
  const only = new Only({ parts, draft, view, texts, drawn: draw });
  const free = new Free({ parts, draft, view, grid, texts, api, urls, does: { take: moveByForm, aloud: (words) => teller.aloud(words) } });
  const panel = new Panel({ parts, draft, view, texts, urls, reach, does: { move: moveByForm, out: takeOut, again: repeat, later: (card) => dialogs.askLater(minutesOf(card.place.starts, dayOf(card.place.starts))) } });
  const dialogs = new Dialogs({ parts, draft, view, texts, does: { add: (values) => acts.add(values), later: moveLater } });
  const watch = new Watch({ api, queue, changed: takeOver, away });
  let isStarted = false;

  function draw() {
    if (!isStarted) return;
    only.draw();
    grid.draw(hand.held);
    waiting.draw();
    found.draw();
    clashes.draw();
    panel.draw();
    free.draw();
    tools.draw();
    if (hand.held?.by === "keys" && !root.contains(document.activeElement)) parts.grid.focus({ preventScroll: true });
  }

  function takeOver(state) {
    const changed = draft.replace(state);
    for (const card of changed) {
      card.foreign += 1;
      card.who = state.notices.findLast((notice) => notice.session === card.session)?.who ?? "";
    }
    if (!draft.days.some((day) => day.on === view.day)) view.day = draft.days[0].on;
    if (!isStarted) begin();
    draw();
    for (const notice of state.notices) teller.note(notice.words);
  }

  function begin() {
    isStarted = true;
    parts.plain.hidden = true;
    parts.stage.hidden = false;
    parts.tools.hidden = false;
    draw();
    const first = draft.placed().map((card) => card.place.starts).filter((starts) => dayOf(starts) === view.day).sort()[0];
    if (first) parts.scroller.scrollTop = Math.max(0, grid.top(minutesOf(first, view.day)) - 8);
    new Drag({ root, parts, draft, grid, view, hand, openDay, choose });
    new Keys({ root, parts, draft, grid, view, hand, acts, does: { ...does, help: () => dialogs.help(), search: () => openSearch(), add: askNewAt, free: (card) => free.ask(card) } });
    parts.cards.addEventListener("dblclick", (event) => event.target === parts.cards && askNewUnder(event));
    root.addEventListener("click", (event) => choose(draft.cards.get(event.target.closest("[data-key]")?.dataset.key) ?? view.selected));
    parts.add.addEventListener("click", (event) => aside(event, () => dialogs.askNew({ room: grid.frame.rooms[0] })));
    parts.addBreak.addEventListener("click", (event) => aside(event, () => dialogs.askNew({ kind: "break" })));
    parts.later.addEventListener("click", (event) => aside(event, () => dialogs.askLater(draft.days.find((one) => one.on === view.day).opens)));
    parts.help.addEventListener("click", () => dialogs.help());
    view.onWidth(draw);
    addEventListener("resize", fit);
    fit();
  }

  /** The grid ends where the window does. */
  function fit() {
    const top = parts.stage.getBoundingClientRect().top + scrollY;
    root.style.setProperty("--room", `${Math.max(innerHeight - top - LEFT_PX, LEAST_PX)}px`);
  }

  function aside(event, deed) {
    event.preventDefault();
    deed();
  }

  function away(error) {
    if (error === null) tools.saved("saved", 0);
    else tools.saved(error instanceof SignedOut ? "signed-out" : "offline", queue.length);
  }

  function openSearch() {
    parts.waiting.open = true;
    parts.search.focus();
  }

  function choose(card) {
    if (view.selected === card) return;
    view.selected = card ?? null;
    draw();
  }

  function openDay(day) {
    if (!day || day === view.day) return;
    view.day = day;
    history.replaceState(null, "", `?day=${day}`);
    draw();
    if (!hand.held) teller.aloud(draft.days.find((one) => one.on === day).words);
  }

  function dayBeside(by) {
    const place = draft.days.findIndex((one) => one.on === view.day) + by;
    return draft.days[Math.min(Math.max(place, 0), draft.days.length - 1)].on;
  }

  function openRoom(code) {
    view.showAlone(code);
    draw();
  }

  function showRoom(code, isShown) {
    view.show(code, isShown);
    draw();
  }

  function zoom(steps) {
    const middle = grid.frame.from + (parts.scroller.scrollTop + parts.scroller.clientHeight / 2) / view.scale;
    view.zoom(steps);
    draw();
    parts.scroller.scrollTop = grid.top(middle) - parts.scroller.clientHeight / 2;
  }

  function reach(card, day) {
    if (view.isNarrow && card.place.room !== null) view.showAlone(card.place.room);
    else if (card.place.room !== null) view.show(card.place.room, true);
    view.selected = card;
    view.day = day;
    draw();
    grid.button(card)?.focus({ preventScroll: true });
    grid.show(card);
  }

  function moveByForm(card, place) {
    if (acts.move([{ card, after: place }])) {
      reach(card, dayOf(place.starts));
      say("dropped", { card, place });
    }
  }

  function takeOut(card) {
    acts.move([{ card, after: null }]);
    say("out", { card, place: null });
  }

  /** Once more, right after: the organiser drags it to where it belongs. */
  function repeat(card) {
    const { room, starts, ends } = card.place;
    const minutes = lasts({ starts, ends });
    acts.repeat(card, { room, starts: ends, ends: wallOf(dayOf(ends), minutesOf(ends, dayOf(ends)) + minutes) });
  }

  function moveLater(day, from, minutes) {
    const cards = draft.placed().filter(({ place }) => dayOf(place.starts) === day && minutesOf(place.starts, day) >= from);
    const moves = cards.map((card) => ({ card, after: placeAt(day, minutesOf(card.place.starts, day) + minutes, lasts(card.place), card.place.room) }));
    if (acts.move(moves)) teller.note(texts("say.later", { count: moves.length, minutes }));
  }

  function askNewUnder(event) {
    const { minutes, room } = grid.at(event.clientX, event.clientY);
    dialogs.askNew({ from: snap(minutes - draft.step / 2, draft.step), room });
  }

  function askNewAt(card) {
    if (!card?.place) return dialogs.askNew({ room: grid.frame.rooms[0] });
    dialogs.askNew({ from: minutesOf(card.place.ends, view.day), room: card.place.room });
  }

  /** What keys did, aloud. */
  function say(kind, values) {
    teller.step(kind, { card: values.card ?? values, ...values });
  }

  /** What became of a deed. */
  function tell(kind, values) {
    if (kind === "refused") teller.note(values.words, { isBad: true });
    else if (kind === "blocked") teller.note(texts("say.blocked", { title: values.title, who: values.who || texts("somebody") }), { isBad: true });
    else if (kind === "added") {
      if (values.card?.place) reach(values.card, dayOf(values.card.place.starts));
      if (values.card) say("added", { card: values.card, place: values.card.place });
    } else if (values.moves) showTurn(kind, values.moves);
    else teller.aloud(texts(`say.${kind}`));
  }

  function showTurn(kind, moves) {
    const { card, after } = moves[0];
    if (after) reach(card, dayOf(after.starts));
    say(moves.length === 1 ? kind : `${kind}-many`, { card, place: after });
  }

  tools.saved("saving", 0);
  await watch.look();
}
