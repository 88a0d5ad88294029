/** The scanner's view: wires its parts together. Each part has one job and knows nothing of the others. */

import { Blanks } from "./blanks.js";
import { codeFromWedge } from "./code.js";
import { createCamera } from "./camera.js";
import { createCameraControls, createSelfTest, createSoundButton } from "./controls.js";
import { createKiosk, greeting, printedWords } from "./kiosk.js";
import { CAMERA, SOUND, recall, remember } from "./memory.js";
import { createNotes } from "./notes.js";
import { createOptions } from "./options.js";
import { createPrinting } from "./printing.js";
import { AT_MOST, createRecent } from "./recent.js";
import { Judgement } from "./judgement.js";
import { Scans } from "./scans.js";
import { createSearch } from "./search.js";
import { createSheets } from "./sheets.js";
import { createSound, vibrate } from "./sound.js";
import { createStatus } from "./status.js";
import { createTyped } from "./typed.js";
import { newUuid7 } from "./uuid7.js";
import { createVerdict } from "./verdict.js";
import { keepAwake } from "./wake.js";
import { createWalkIn } from "./walk_in.js";
import { createWords } from "./words.js";

const OF_KIOSK = { running: "camera.kiosk", starting: "camera.starting" }; // what visitors read of the camera

export function createScanning({ parts, texts, language, device, api, store, contact, clock, battery, sync, reader, wedge, onChangePoint, onLeave }) {
  const root = parts.scan;
  let isOn = false;
  let words = null;
  const clockTime = () => words.clockTime;

  const sound = createSound({
    isMuted: recall(SOUND) === "off", onMuted: (isMuted) => remember(SOUND, isMuted ? "off" : ""), onChange: () => drawSound(),
  });
  const drawSound = createSoundButton({ button: parts.sound, label: parts.soundLabel, sound, texts });
  const sheets = createSheets({ root, buttons: [...root.querySelectorAll("[data-opens]")] });
  const notes = createNotes({ list: parts.notes, bandTemplate: parts.noteBand, noteTemplate: parts.note });
  const verdict = createVerdict({ root, box: parts.verdict, texts, onClear: () => offer(null) });
  const status = createStatus({ parts, texts, device, contact, clock, store, battery, clockTime, isShown: () => isOn && device.point !== null });
  const printing = createPrinting({ parts, texts, api, device, newId: newUuid7, clockTime, onEnd: (end) => kiosk.isOn() && verdict.add(printedWords(end, texts)) });
  const kiosk = createKiosk({ root, parts, deviceCode: () => device.config.device.code, onEnd: onChangePoint });

  /** Colour, word, sound and vibration together; whatever panel was open gives way. */
  function show(name, answer, seenAt) {
    sheets.close();
    kiosk.goOn();
    verdict.show(name, answer, seenAt);
    sound.play(name);
    vibrate(name);
  }

  /** The badge, at once where visitors are alone: their greeting stays until they know where it is. */
  function offerPrint(scan, sent) {
    if (printing.offer(scan, { isNow: kiosk.isOn(), sent })) verdict.hold();
  }

  const selfTest = createSelfTest({ button: parts.test, texts, show, onStart: () => sheets.close() });

  function describe(scan, told) {
    const answer = words.describe(scan, told);
    return { ...answer, pickup: answer.pickup && texts("pickup", { pickup: answer.pickup }) };
  }

  /** The tap that hands something out, or the printing of a badge; null: neither. */
  function offer(accept) {
    parts.accept.hidden = !accept;
    parts.accept.onclick = accept;
    offerBlank(null);
    if (!accept) printing.withdraw();
    parts.verdictActs.hidden = !accept && parts.printBadge.hidden;
  }

  /** A blank badge that is nobody's: the form for whoever gets it. */
  function offerBlank(code) {
    parts.giveBlank.hidden = !code;
    parts.giveBlank.onclick = () => {
      walkIn.begin(code);
      sheets.open("walkin");
      parts.walkIn.elements.name.focus();
    };
  }

  /** What each step of a scan means on this page (see scans.js). */
  const door = {
    asking() {
      selfTest.stop();
      offer(null);
      verdict.asking();
    },
    verdict(scan, told, seenAt) {
      const answer = describe(scan, told);
      offer(null);
      const shown = kiosk.isOn() ? greeting(answer, texts) : answer;
      show(shown.verdict, shown, seenAt);
      if (scan.outcome === "admit" && scan.kind === "entry") offerPrint(scan, told.print);
      offerBlank(scan.reason === "blank" && device.rights.walk_in ? told.code : null);
      parts.verdictActs.hidden = (parts.printBadge.hidden && parts.giveBlank.hidden) || kiosk.isOn();
      door.listed(scan, told, answer);
    },
    listed(scan, told, answer = describe(scan, told)) {
      device.moved(scan);
      device.told(scan.point, told.counts);
      recent.add(answer);
      if (answer.verdict !== "just" && !kiosk.isOn()) notes.add(answer); // also of whom a newer scan has covered
      status.draw();
      sync.now();
    },
    offer(scan, told, accept) {
      selfTest.stop();
      const answer = describe(scan, told);
      const detail = answer.notes.map(({ text }) => text).join(" · "); // which headset, before it changes hands
      show("offer", { ...answer, word: texts("word.offer"), detail }, undefined);
      offer(accept);
      parts.accept.focus();
    },
    undone(scan) {
      show("undone", { word: texts("word.undone") });
      recent.undone(scan.scan_id); // after the panel gave back the focus: the button that held it goes
      status.draw();
      sync.now();
    },
    trouble(kind, seenAt) {
      selfTest.stop();
      offer(null);
      const name = kind === "not_a_ticket" ? "unknown" : "unreached";
      const answer = { verdict: name, word: texts(`word.${name}`), detail: texts(`trouble.${kind}`) };
      const shown = kiosk.isOn() ? greeting(answer, texts) : answer;
      show(shown.verdict, shown, seenAt);
      if (kind === "refused") sync.now();
    },
  };

  const judgement = new Judgement({ api, store, contact, clock, doing: () => device.doing(), onLoans: (loans) => (device.loans = loans), newId: newUuid7 });
  const scans = new Scans({ judgement, door, needsTap: () => Boolean(device.point.needs_tap) && device.kind === "entry", takes: (code, via) => walkIn.takes(code, via) });
  const blanks = new Blanks({ api, store, contact, judgement, doing: () => device.doing() });
  const recent = createRecent({
    list: parts.recent, empty: parts.recentEmpty, template: parts.recentRow, texts, clockTime, now: () => clock.now(),
    mayUndo: () => device.rights.undo, onUndo: (scan) => scans.undo(scan),
  });

  createSearch({
    input: parts.words, list: parts.found, message: parts.searchMessage, chosen: parts.chosen, template: parts.foundRow, texts,
    search: (text, cancel) => api.search(text, device.point.code, cancel), categoryName: (code) => device.config.categories.find((one) => one.code === code)?.name ?? "",
    mayPrint: printing.may, onAdmit: (registration) => scans.chosen(registration), onPrint: printing.print,
  });
  const walkIn = createWalkIn({
    parts, texts, api, blanks, newId: newUuid7, language, isOffline: () => !contact.isOnline, isRehearsal: () => device.config.rehearsal, hasBlanks: () => device.config.blanks,
    onRegistered: registered, onGiven: given, onWaiting: () => (sheets.close(), verdict.clear()),
  });
  createTyped({ form: parts.typed, input: parts.code, error: parts.codeError, texts, onCode: (code) => scans.given(code, "typed") });

  /** A walk-in that may come in does so by the code the server just made for it, or by the blank badge; this phone knows both from now on. */
  async function registered({ code, state, print, blank, record }) {
    if (record) await store.takePage({ tickets: [record] }).catch(() => {}); // the next sync brings it again
    if (state === "confirmed") scans.given(code, "typed", { print, ...(blank === "unused" ? { detail: texts("blank.unused") } : {}) });
    else show("no", { word: texts("word.no"), detail: texts("walkin.pending") });
  }

  /** A blank badge was given by this phone alone; or could not be, and why. */
  function given({ scan, told, words: why }) {
    offer(null);
    if (scan) door.verdict(scan, told);
    else show("no", { word: texts("word.no"), detail: why });
  }

  let canRead = true;
  const camera = createCamera({
    video: parts.video, reader, onState: (state) => onCamera(state),
    onText: (text, seenAt) => isOn && scans.seen(text, seenAt, kiosk.isOn() ? "kiosk" : "camera"),
  });
  const drawCamera = createCameraControls({ torch: parts.torch, choice: parts.cameras, camera, texts });
  createOptions({ parts, texts, device, store, clockTime, dayTime: () => words.dayTime, onChangePoint, onLeave });

  function onCamera(told) {
    const state = told === "running" && !canRead ? "unreadable" : told;
    root.dataset.camera = state;
    const key = kiosk.isOn() ? (OF_KIOSK[state] ?? "camera.kiosk_off") : `camera.${state}`;
    parts.cameraState.textContent = texts(key);
    if (state === "running") drawCamera();
  }

  async function turn(kind) {
    await device.turn(kind);
    drawDirection();
  }

  function drawDirection() {
    const { kind } = device;
    const name = device.point.kind === "hand_out" ? { entry: "give", exit: "take" }[kind] : kind;
    root.dataset.kind = parts.direction.dataset.kind = kind;
    parts.directionLabel.textContent = texts(`direction.${name}`);
    parts.direction.querySelector("use").setAttribute("href", `#icon-${kind}`);
  }

  /** The phone's setup may have changed: names, rights, times. */
  function drawConfig() {
    const { config } = device;
    words = createWords(texts, {
      zone: config.event.zone, language, device: device.name, categories: config.categories, answers: config.answers, pointOf: (code) => device.pointOf(code), now: () => clock.now(),
    });
    parts.searchForm.hidden = device.rights.search === "off";
    parts.walkInOpen.hidden = !device.rights.walk_in;
    parts.changePoint.hidden = config.device.point !== null;
    root.toggleAttribute("data-rehearsal", config.rehearsal);
    walkIn.offer(config.categories);
    drawDirection();
    status.draw();
  }

  function byHand(text) {
    scans.given(codeFromWedge(text), kiosk.isOn() ? "kiosk" : "wedge");
  }

  async function start() {
    isOn = true;
    drawConfig();
    recent.restore(await store.recent(AT_MOST * 2), (scan) => describe(scan, {}));
    if (device.config.device.kiosk) kiosk.start();
    drawSound();
    sound.unlock();
    keepAwake((isAwake) => (parts.wake.textContent = texts(isAwake ? "wake.on" : "wake.off")));
    camera.start(recall(CAMERA));
    const early = wedge.take();
    if (early) byHand(early);
  }

  function stop() {
    isOn = false;
    camera.stop();
    verdict.clear();
    sheets.close();
  }

  wedge.onScan = (text) => isOn && byHand(text);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOn) return;
    if (sheets.isOpen()) sheets.close(true);
    else verdict.clear();
  });
  parts.verdict.addEventListener("click", () => verdict.clear());
  parts.direction.addEventListener("click", () => turn(device.kind === "entry" ? "exit" : "entry"));
  parts.retryCamera.addEventListener("click", () => camera.start(recall(CAMERA)));
  for (const gesture of ["pointerdown", "keydown"]) document.addEventListener(gesture, () => sound.unlock(), { capture: true });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || !isOn) return;
    sound.unlock();
    if (camera.hasEnded()) camera.start(recall(CAMERA));
  });
  setInterval(recent.draw, 15_000);
  contact.onChange = () => isOn && status.draw();

  return { start, stop, drawConfig, status, onReaderFailure: () => ((canRead = false), onCamera("running")), isBusy: () => isOn && root.dataset.verdict !== "" };
}
