/** Ticket codes as they are printed and typed: "T" and 28 characters of Crockford's base32 (no I, L, O, U). */

export const CODE_LENGTH = 29;
const SHAPE = /^T[0-9A-HJKMNP-TV-Z]{28}$/;
const MISREAD = { I: "1", L: "1", O: "0", U: "V" };

export function isCode(text) {
  return SHAPE.test(text);
}

/** What a person typed off a badge, as the code it must mean; not every answer is a code, ask isCode. */
export function codeFromTyped(text) {
  return text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replace(/[ILOU]/g, (letter) => MISREAD[letter]);
}

/** A hand scanner may put its symbology mark before the code ("Q1T…"): the code is what stands last. */
export function codeFromWedge(text) {
  const last = text.slice(-CODE_LENGTH);
  return isCode(last) ? last : text;
}
