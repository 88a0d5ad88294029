/**
 * Records that only the badge opens.
 *
 * m = HKDF-SHA256(the code without its check characters and its kind, salt "door:" + the event's, "v1", 48 bytes); the first 16 bytes find a
 * record in the list, the other 32 open it. Without the badge the list holds neither names nor codes.
 */

const bytes = (text) => new TextEncoder().encode(text);
const FIND_BYTES = 16;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const BODY = [1, 27]; // of a code: after its kind, before its check characters

export function toBase64Url(data) {
  return btoa(String.fromCharCode(...new Uint8Array(data))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function fromBase64Url(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

/** What a badge's code gives: `lookup` finds its record, `open(sealed)` reads it. */
export async function keysOf(code, salt) {
  const material = await crypto.subtle.importKey("raw", bytes(code.slice(...BODY)), "HKDF", false, ["deriveBits"]);
  const derived = await crypto.subtle.deriveBits(
    { name: "HKDF", hash: "SHA-256", salt: bytes(`door:${salt}`), info: bytes("v1") }, material, (FIND_BYTES + KEY_BYTES) * 8,
  );
  const find = derived.slice(0, FIND_BYTES);
  return { lookup: toBase64Url(find), open: (sealed) => open(sealed, derived.slice(FIND_BYTES), find) };
}

/** The record's content; throws when it was sealed for another badge or changed on the way. */
async function open(sealed, secret, find) {
  const key = await crypto.subtle.importKey("raw", secret, "AES-GCM", false, ["decrypt"]);
  const data = fromBase64Url(sealed);
  const iv = data.slice(0, NONCE_BYTES);
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: find }, key, data.slice(NONCE_BYTES));
  return JSON.parse(new TextDecoder().decode(plain));
}
