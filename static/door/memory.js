/** What a phone may remember besides its list: which camera, which colours, and whether it is silent. No name and no code, ever. */

export const CAMERA = "door.camera";
export const SCHEME = "door.scheme";
export const SOUND = "door.sound";

export function recall(key) {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return ""; // storage switched off: nothing is remembered, all else works
  }
}

export function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    /* as above */
  }
}
