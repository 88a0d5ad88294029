/** The two things a phone may remember: which camera, and what this entrance is called. No name and no code, ever. */

export const CAMERA = "door.camera";
export const ENTRANCE = "door.entrance";

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
