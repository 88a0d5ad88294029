/**
 * Self check-in: a tablet that visitors use alone. It greets, and keeps itself on this page as far as a browser allows.
 * Staff leave it by the corner and the code of the device, which only the organiser's page shows.
 */

import { codeFromTyped } from "./code.js";

const BLOCKED = /^(?:F\d+|Escape|BrowserBack|BrowserForward|BrowserRefresh|ContextMenu)$/;
const GREETINGS = { in: ["in", "word.welcome"], in_note: ["in", "word.welcome"], already: ["just", "word.welcome_already"], just: ["just", "word.welcome_already"] };

/** What a visitor is told of the door's verdict: a greeting, or the way to the desk. Nothing that only staff should read. */
export function greeting(answer, texts) {
  const [verdict, word] = GREETINGS[answer.verdict] ?? ["unknown", "word.to_desk"];
  const isKnown = verdict !== "unknown";
  const { title, lang, dir, pickup } = answer;
  return { ...answer, verdict, word: texts(word), title: isKnown ? title : "", lang, dir, pickup: isKnown ? pickup : "", subtitle: "", detail: "", notes: [], category: null };
}

/** What a visitor is told of the badge: to take it, or to ask for it. */
export function printedWords(end, texts) {
  return { sent: texts("kiosk.sent"), waits: texts("kiosk.waits"), before: texts("kiosk.before"), failed: texts("kiosk.failed") }[end];
}

const STAFF_MS = 30_000; // the way out, touched by a visitor, must not stop the next one

export function createKiosk({ root, parts, deviceCode, onEnd }) {
  let isOn = false;
  let timer = null;

  function start() {
    isOn = true;
    root.dataset.kiosk = "";
    parts.kioskCorner.hidden = false;
    history.pushState("kiosk", "");
    fill();
  }

  function stop() {
    isOn = false;
    delete root.dataset.kiosk;
    parts.kioskCorner.hidden = true;
    goOn();
    document.exitFullscreen?.().catch(() => {});
    onEnd();
  }

  const fill = () => document.fullscreenElement ?? document.documentElement.requestFullscreen?.({ navigationUI: "hide" }).catch(() => {});

  function goOn() {
    clearTimeout(timer);
    parts.kioskExit.hidden = true;
  }

  function wait() {
    clearTimeout(timer);
    timer = setTimeout(goOn, STAFF_MS);
  }

  function ask() {
    parts.kioskExit.hidden = false;
    wait();
    parts.kioskError.hidden = true;
    parts.kioskCode.value = "";
    parts.kioskCode.focus();
  }

  parts.kioskCorner.addEventListener("click", ask);
  parts.kioskForm.addEventListener("input", wait);
  parts.kioskStay.addEventListener("click", () => {
    goOn();
    fill();
  });
  parts.kioskForm.addEventListener("submit", (event) => {
    event.preventDefault();
    if (codeFromTyped(parts.kioskCode.value) === codeFromTyped(deviceCode())) return stop();
    parts.kioskError.hidden = false;
    parts.kioskCode.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (isOn && event.key === "Escape") goOn();
    if (isOn && (BLOCKED.test(event.key) || event.ctrlKey || event.altKey || event.metaKey)) event.preventDefault();
  }, { capture: true });
  document.addEventListener("contextmenu", (event) => isOn && event.preventDefault());
  document.addEventListener("pointerup", () => isOn && parts.kioskExit.hidden && fill());
  window.addEventListener("popstate", () => isOn && history.pushState("kiosk", ""));

  return { start, goOn, isOn: () => isOn };
}
