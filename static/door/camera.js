/**
 * The camera: one stream, never torn down between scans (phones ask again for permission, and focus takes a second).
 *
 * States told to `onState`: starting, running, denied, missing, busy, unsupported.
 */

import { nearestToCentre } from "./aim.js";

const FRAME_GAP_MS = 50; // 20 frames a second read as well as 60 and keep a phone cool
const STATE_OF = { NotAllowedError: "denied", SecurityError: "denied", NotFoundError: "missing", OverconstrainedError: "missing" };

export function createCamera({ video, reader, onText, onState }) {
  let stream = null;
  let lastFrame = -Infinity;

  async function start(deviceId = "") {
    if (!navigator.mediaDevices?.getUserMedia || !globalThis.OffscreenCanvas || !globalThis.createImageBitmap) {
      return onState("unsupported");
    }
    onState("starting");
    stream?.getTracks().forEach((track) => track.stop()); // a phone opens no second camera beside the first
    try {
      await show(await open(deviceId));
      onState("running");
    } catch (error) {
      onState(STATE_OF[error.name] ?? "busy");
    }
  }

  async function show(next) {
    stream = next;
    video.srcObject = stream;
    stream.getVideoTracks()[0].addEventListener("ended", () => onState("busy"));
    await video.play();
  }

  function onFrame() {
    schedule();
    const seenAt = performance.now();
    if (seenAt - lastFrame < FRAME_GAP_MS || !reader.isFree() || video.readyState < 2) return;
    lastFrame = seenAt;
    look(seenAt);
  }

  async function look(seenAt) {
    let frame;
    try {
      frame = await createImageBitmap(video);
    } catch {
      return; // between two streams there is no picture for a moment
    }
    if (!reader.isFree()) return frame.close();
    const { found, width, height } = await reader.read(frame);
    const aimed = nearestToCentre(found, width, height);
    if (aimed) onText(aimed.text, seenAt);
  }

  const schedule = () => (video.requestVideoFrameCallback ? video.requestVideoFrameCallback(onFrame) : requestAnimationFrame(onFrame));
  schedule();

  function stop() {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    video.srcObject = null;
  }

  return {
    start,
    stop,
    hasEnded: () => stream !== null && !stream.getVideoTracks().some((track) => track.readyState === "live"),
    currentId: () => stream?.getVideoTracks()[0]?.getSettings().deviceId ?? "",
    canLight: () => Boolean(stream?.getVideoTracks()[0]?.getCapabilities?.().torch),
    light: (isOn) => stream.getVideoTracks()[0].applyConstraints({ advanced: [{ torch: isOn }] }),
    choices: async () => (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === "videoinput"),
  };
}

/** The remembered camera, or, when it is gone, the one that looks away from the person. */
async function open(deviceId) {
  const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
  const away = { ...size, facingMode: { ideal: "environment" } };
  if (!deviceId) return navigator.mediaDevices.getUserMedia({ audio: false, video: away });
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: false, video: { ...size, deviceId: { exact: deviceId } } });
  } catch (error) {
    if (error.name !== "OverconstrainedError" && error.name !== "NotFoundError") throw error;
    return navigator.mediaDevices.getUserMedia({ audio: false, video: away });
  }
}
