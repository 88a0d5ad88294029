/** The door: opens what this phone kept, and leads from pairing to scanning. */

import { createApi, Unreached } from "./api.js";
import { createBattery } from "./battery.js";
import { createCamera } from "./camera.js";
import { pairCodeIn } from "./code.js";
import { Contact } from "./contact.js";
import { Device } from "./device.js";
import { partsOf } from "./page.js";
import { createPairing } from "./pairing.js";
import { createReader } from "./reader.js";
import { createReady } from "./ready.js";
import { DoorClock } from "./rules/clock.js";
import { createScanning } from "./scanning.js";
import { keepShell } from "./shell.js";
import { DoorStore } from "./store/store.js";
import { Sync } from "./sync.js";
import { readTexts } from "./texts.js";
import { createViews } from "./views.js";
import { createWedge } from "./wedge.js";

const RETRY_MS = 2000;
const LEASE_EVERY_MS = 60_000;
const root = document.querySelector("[data-door]");
const parts = partsOf(root);
const texts = readTexts(parts.texts);
const views = createViews(root);
const language = document.documentElement.lang;
const wedge = createWedge();
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** One page at a time: two would count under the same numbers. Waits until the other is closed. */
function alone() {
  if (!navigator.locks) return Promise.resolve();
  return new Promise((resolve) => {
    const slow = setTimeout(() => (root.querySelector("[data-when=opening]").textContent = texts("strip.locked")), 1500);
    navigator.locks.request("door", () => {
      clearTimeout(slow);
      resolve();
      return new Promise(() => {}); // held as long as this page lives
    });
  });
}

await alone();
const store = await DoorStore.open();
const facts = await store.facts();
const contact = new Contact({ onBack: () => device.token && root.dataset.view !== "opening" && sync.now() });
const clock = new DoorClock();
clock.restore(facts.clock);
const battery = createBattery();
const api = createApi({ token: () => device.token, language, contact, clock });
const device = new Device({ api, store, clock, contact, battery });
device.restore(facts);

const reader = createReader({
  workerUrl: root.dataset.decoderUrl, script: root.dataset.zxingUrl, wasm: root.dataset.wasmUrl, onFailure: () => scanning.onReaderFailure(),
});
const sync = new Sync({
  api, store, clock, about: () => device.about(),
  door: {
    async took(answer) {
      if (await device.took(answer)) sync.now();
      strip(toSettle(answer.to_settle));
      await refresh();
      scanning.status.draw();
    },
    async fetchList() {
      await device.fetchList((count) => ready.tellList(count));
      ready.tellList(null);
      strip("");
    },
    revoked: () => end("ended.revoked"),
    unknown: () => end("ended.unknown", { keepScans: true }),
    tooOld: () => (strip(texts("strip.old_page")), shell.update()),
    async command(word) {
      if (word === "wipe") return end("ended.revoked");
      if (word === "config") return refresh({ isUrgent: true });
      if (word === "reload") await shell.update();
    },
  },
});
const scanning = createScanning({
  parts, texts, language, device, api, store, contact, clock, battery, sync, reader, wedge,
  onChangePoint: () => chooseAgain(),
  onLeave: () => end("ended.left"),
});
const ready = createReady({ parts, texts, device, views, onStart: () => (wedge.take(), scan()) });
const shell = keepShell(root.dataset.workerUrl, { isBusy: scanning.isBusy });
const pairCamera = createCamera({ video: parts.pairVideo, reader, onText: seenPairCode, onState: (state) => (parts.pairCameraState.textContent = texts(`camera.${state}`)) });
const pairing = createPairing({
  parts, texts, api, views,
  keepClaim: (waiting) => store.keepFacts({ waiting }),
  onToken: async (token) => {
    await store.forgetAll({ keepScans: true });
    await store.renumber();
    await store.keepFacts({ token, clock: clock.kept() });
    Object.assign(device, { token, config: null, configTag: undefined, pointCode: "", kind: "entry", loans: {}, inside: {}, hasList: false });
    enter();
  },
});

function seenPairCode(text) {
  if (!pairCodeIn(text)) return;
  closePairCamera();
  pairing.offer(text);
}

function closePairCamera() {
  pairCamera.stop();
  parts.pairCamera.hidden = true;
}

/** From a token to the start button: setup and list are fetched, however long the server takes. */
async function enter() {
  views("opening");
  while (!device.config) {
    try {
      await device.refresh({ isUrgent: true });
    } catch (error) {
      if (!(error instanceof Unreached)) return end("ended.unknown", { keepScans: true });
      await pause(RETRY_MS);
    }
  }
  if ((await store.facts()).isScanning && device.point) scan();
  else ready.show();
  sync.now();
}

/** What is seen can be used: the view comes when it takes scans. A code read while the page opened is judged first. */
async function scan() {
  await store.keepFacts({ isScanning: true });
  const started = scanning.start();
  views("scan");
  await started;
  sync.now();
}

/** `isClosed`: what was scanned here is out of use. */
async function chooseAgain({ isClosed = false } = {}) {
  scanning.stop();
  await store.keepFacts({ isScanning: false });
  ready.show({ isClosed });
}

async function refresh(options) {
  try {
    if (!(await device.refresh(options))) return;
    sync.everyMs = 1000 * (device.config.sync_seconds ?? 15);
    if (root.dataset.view !== "scan") return;
    if (device.point) scanning.drawConfig();
    else await chooseAgain({ isClosed: true });
  } catch (error) {
    if (!(error instanceof Unreached)) throw error;
  }
}

async function end(why, { keepScans = false } = {}) {
  sync.stop();
  scanning.stop();
  await store.forgetAll({ keepScans });
  device.token = null;
  parts.endedWhy.textContent = texts(why);
  views("ended");
}

/** As long as the organiser has not settled it: what one answer says and the next one forgets would be seen by nobody. */
function toSettle({ conflicts, aside }) {
  if (conflicts) return texts("strip.conflict");
  return aside ? texts("strip.aside", { count: aside }) : "";
}

function strip(words) {
  parts.strip.hidden = !words;
  if (parts.strip.textContent !== words) parts.strip.textContent = words;
}

async function checkLease() {
  if (await device.dropExpired()) strip(texts("strip.expired"));
}

parts.pairByCamera.addEventListener("click", () => {
  parts.pairCamera.hidden = false;
  pairCamera.start();
});
parts.pairForm.addEventListener("submit", closePairCamera, { capture: true });
parts.pairAgain.addEventListener("click", () => location.reload());
window.addEventListener("beforeunload", (event) => {
  if (scanning.status.unsent() > 0 && !shell.isReloading()) event.preventDefault();
});
window.addEventListener("online", () => sync.now());
window.addEventListener("offline", () => contact.failed());
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && device.token && sync.now());
setInterval(checkLease, LEASE_EVERY_MS);

/** The code stands behind the #, which no server sees; it leaves the address at once. */
function codeInAddress() {
  const code = pairCodeIn(location.hash ? location.href : "");
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  return code;
}

const offered = codeInAddress();
await checkLease();
if (offered && !(await store.countUnsent())) pairing.offer(offered);
else if (device.token) enter();
else if (facts.waiting) pairing.wait(facts.waiting);
else if (offered) pairing.offer(offered);
else pairing.start();
window.addEventListener("hashchange", () => {
  const code = codeInAddress();
  if (code) pairing.offer(code);
});
