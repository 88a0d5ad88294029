/*
 * Worker: reads QR codes out of camera frames, off the page's thread. A classic script, because importScripts is how the
 * reader library comes in without a bundler.
 *
 * In:  {prepare: {script, wasm}} once, then {frame: ImageBitmap, id}.
 * Out: {ready: true} or {failed: reason}, then {id, found: [{text, x, y}], width, height}.
 *
 * Full options on purpose: they cost a millisecond and read dark halls, odd angles and dark-mode phones.
 */
"use strict";

const OPTIONS = { formats: ["QRCode"], tryHarder: true, tryRotate: true, tryInvert: true, tryDownscale: true, maxNumberOfSymbols: 4 };
let canvas = null;

self.onmessage = async ({ data }) => {
  try {
    if (data.prepare) {
      await prepare(data.prepare);
      self.postMessage({ ready: true });
    } else {
      self.postMessage({ id: data.id, ...(await read(data.frame)) });
    }
  } catch (error) {
    self.postMessage({ id: data.id, failed: String(error) });
  }
};

async function prepare({ script, wasm }) {
  importScripts(script);
  const response = await fetch(wasm);
  if (!response.ok) throw new Error(`the reader's program is missing (${response.status})`);
  const wasmBinary = await response.arrayBuffer();
  if (self.crypto.subtle) {
    const digest = await self.crypto.subtle.digest("SHA-256", wasmBinary);
    const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
    if (hex !== ZXingWASM.ZXING_WASM_SHA256) throw new Error("the reader's program is not the published one");
  }
  // locateFile as well: without it the library would ask a foreign host for its program
  await ZXingWASM.prepareZXingModule({ overrides: { wasmBinary, locateFile: () => wasm }, fireImmediately: true });
}

async function read(frame) {
  const { width, height } = frame;
  if (canvas?.width !== width || canvas?.height !== height) canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(frame, 0, 0);
  frame.close();
  const results = await ZXingWASM.readBarcodes(context.getImageData(0, 0, width, height), OPTIONS);
  return { width, height, found: results.map(({ text, position }) => ({ text, ...middle(position) })) };
}

function middle({ topLeft, topRight, bottomLeft, bottomRight }) {
  const corners = [topLeft, topRight, bottomLeft, bottomRight];
  const mean = (axis) => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length;
  return { x: mean("x"), y: mean("y") };
}
