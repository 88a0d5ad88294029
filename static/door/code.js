/** Ticket codes as they are printed and typed: "T", 26 characters of Crockford's base32 (no I, L, O, U), two check characters. */

export const CODE_LENGTH = 29;
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SHAPE = /^T[0-9A-HJKMNP-TV-Z]{28}$/;
const MISREAD = { I: "1", L: "1", O: "0", U: "V" };
const CHECKED = 27;
const MODULUS = 1021;
const PAIR_CODE = /^[0-9A-HJKMNP-TV-Z]{8}$/;

/** Tells also where one character is wrong, or two neighbours are swapped. */
export function isCode(text) {
  return SHAPE.test(text) && checkOf(text.slice(0, CHECKED)) === text.slice(CHECKED);
}

/** As core/codes.py makes them. */
function checkOf(body) {
  const sum = [...body].reduce((total, character, place) => total + (place + 1) * (ALPHABET.indexOf(character) + 1), 0) % MODULUS;
  return ALPHABET[Math.floor(sum / 32)] + ALPHABET[sum % 32];
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

/** The code by which this phone becomes a door: typed, or inside the address of the organiser's QR code. "" when it is none. */
export function pairCodeIn(text) {
  const given = codeFromTyped(/#p=([0-9A-Za-z-]+)$/.exec(text)?.[1] ?? text);
  return PAIR_CODE.test(given) ? given : "";
}
