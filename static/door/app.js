/** The door page: wires its parts together. Each part has one job and knows nothing of the others. */

import { createApi } from "./api.js";
import { createCamera } from "./camera.js";
import { codeFromWedge } from "./code.js";
import { Contact } from "./contact.js";
import { createCameraControls, createSelfTest, createSoundButton } from "./controls.js";
import { CAMERA, recall } from "./memory.js";
import { createNotes } from "./notes.js";
import { partsOf } from "./page.js";
import { createReader } from "./reader.js";
import { createRecent } from "./recent.js";
import { Scans } from "./scans.js";
import { createSearch } from "./search.js";
import { createSheets } from "./sheets.js";
import { createSound, vibrate } from "./sound.js";
import { createStatus } from "./status.js";
import { readTexts } from "./texts.js";
import { createTyped } from "./typed.js";
import { newUuid7 } from "./uuid7.js";
import { createVerdict } from "./verdict.js";
import { keepAwake } from "./wake.js";
import { listenForWedge } from "./wedge.js";

const root = document.querySelector("[data-door]");
const { dataset } = root;
const parts = partsOf(root);
const texts = readTexts(parts.texts);
const contact = new Contact(Date.now());
const api = createApi({
  urls: { scan: dataset.scanUrl, undo: dataset.undoUrl, search: dataset.searchUrl, state: dataset.stateUrl },
  csrf: dataset.csrf,
  contact,
});

const timeOfDay = new Intl.DateTimeFormat(document.documentElement.lang, {
  hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: dataset.zone,
});
const clockTime = (instant) => timeOfDay.format(new Date(instant));

const sound = createSound({ onChange: () => drawSound() });
const drawSound = createSoundButton({ button: parts.sound, label: parts.soundLabel, sound, texts });
const sheets = createSheets({ root, buttons: [...root.querySelectorAll("[data-opens]")] });
const notes = createNotes({ list: parts.notes, bandTemplate: parts.noteBand, noteTemplate: parts.note });
const verdict = createVerdict({ root, box: parts.verdict, texts });

/** Colour, word, sound and vibration together; whatever panel was open gives way. */
function show(name, answer, seenAt) {
  sheets.close();
  verdict.show(name, answer, seenAt);
  sound.play(name);
  vibrate(name);
}

const selfTest = createSelfTest({ button: parts.test, texts, show, onStart: () => sheets.close() });

/** What each step of a scan means on this page (see scans.js). */
const door = {
  asking() {
    selfTest.stop();
    verdict.asking();
  },
  verdict(answer, seenAt) {
    show(answer.verdict, answer, seenAt);
    if (answer.verdict !== "just") notes.add(answer);
    door.listed(answer);
  },
  listed(answer) {
    status.tell(answer.counts);
    if (answer.undoes) recent.undone(answer.undoes);
    else recent.add(answer);
  },
  trouble(kind, problem, seenAt) {
    selfTest.stop();
    const detail = problem?.detail || texts(`detail.${kind}`);
    show(kind === "not_a_ticket" ? "unknown" : "unreached", { title: problem?.title, detail }, seenAt);
    if (kind === "signed_out") parts.signIn.hidden = false;
  },
};

const scans = new Scans({ api, door, newId: newUuid7, kind: dataset.kind });
const recent = createRecent({
  list: parts.recent, empty: parts.recentEmpty, template: parts.recentRow, texts, clockTime,
  onUndo: (scanId) => scans.undo(scanId),
});
const status = createStatus({
  parts, texts, contact, api,
  onState: (state) => recent.replace(state.recent),
  onSignedOut: () => (parts.signIn.hidden = false),
});

createSearch({
  input: parts.words, list: parts.found, message: parts.searchMessage, chosen: parts.chosen, template: parts.foundRow,
  texts, api, onAdmit: (registration) => scans.chosen(registration),
});
createTyped({ form: parts.typed, input: parts.code, error: parts.codeError, texts, onCode: (code) => scans.given(code, "typed") });
listenForWedge((text) => scans.given(codeFromWedge(text), "wedge"));

let canRead = true;
const reader = createReader({
  workerUrl: dataset.decoderUrl, script: dataset.zxingUrl, wasm: dataset.wasmUrl,
  onFailure: () => {
    canRead = false;
    onCamera("running");
  },
});
const camera = createCamera({ video: parts.video, reader, onText: (text, seenAt) => scans.seen(text, seenAt), onState: (state) => onCamera(state) });
const drawCamera = createCameraControls({ torch: parts.torch, choice: parts.cameras, camera, texts });

function onCamera(told) {
  const state = told === "running" && !canRead ? "unreadable" : told;
  root.dataset.camera = state;
  parts.cameraState.textContent = texts(`camera.${state}`);
  if (state === "running") drawCamera();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (sheets.isOpen()) sheets.close(true);
  else verdict.clear();
});
parts.verdict.addEventListener("click", () => verdict.clear());
parts.retryCamera.addEventListener("click", () => camera.start(recall(CAMERA)));
for (const gesture of ["pointerdown", "keydown"]) document.addEventListener(gesture, () => sound.unlock(), { capture: true });
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible") return;
  sound.unlock();
  if (camera.hasEnded()) camera.start(recall(CAMERA));
});

drawSound();
sound.unlock();
keepAwake((isAwake) => (parts.wake.textContent = texts(isAwake ? "wake.on" : "wake.off")));
status.poll();
camera.start(recall(CAMERA));
