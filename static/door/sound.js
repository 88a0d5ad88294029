/** Beeps by Web Audio. Browsers keep sound locked until a tap, and lock it again after sleep: `state()` tells which it is. */

import { SIGNALS } from "./signals.js";

export function createSound({ AudioContext = globalThis.AudioContext, isMuted = false, onMuted = () => {}, onChange = () => {} } = {}) {
  let context = null;

  function unlock() {
    if (!AudioContext) return;
    if (!context) {
      context = new AudioContext();
      context.addEventListener("statechange", onChange);
    }
    if (context.state !== "running") context.resume().then(onChange, onChange);
  }

  function play(verdict) {
    unlock();
    if (isMuted || context?.state !== "running") return;
    for (const tone of SIGNALS[verdict].tones) beep(context, tone);
  }

  return {
    unlock,
    play,
    state: () => (!AudioContext ? "missing" : isMuted ? "muted" : context?.state === "running" ? "on" : "locked"),
    toggle() {
      const wasLocked = context?.state !== "running";
      unlock();
      isMuted = wasLocked ? false : !isMuted;
      onMuted(isMuted);
      onChange();
    },
  };
}

function beep(context, { hz, to = hz, at, for: seconds, wave = "sine" }) {
  const start = context.currentTime + at;
  const oscillator = new OscillatorNode(context, { type: wave, frequency: hz });
  const gain = new GainNode(context, { gain: 0 });
  oscillator.frequency.setValueAtTime(hz, start);
  oscillator.frequency.linearRampToValueAtTime(to, start + seconds);
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(0.9, start + 0.008); // ramps, or the speaker clicks
  gain.gain.setValueAtTime(0.9, start + Math.max(0.008, seconds - 0.015));
  gain.gain.linearRampToValueAtTime(0, start + seconds);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + seconds + 0.02);
}

/** Vibration needs one earlier tap in the page's life (`hasBeenActive`), not a recent one. */
export function vibrate(verdict) {
  const { buzz } = SIGNALS[verdict];
  if (buzz.length && navigator.vibrate && navigator.userActivation?.hasBeenActive !== false) navigator.vibrate(buzz);
}
