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

/** What a badge's code gives: `lookup` finds its record, `open(sealed)` reads it, `seal(value)` writes what only the badge opens. */
export async function keysOf(code, salt) {
  const material = await crypto.subtle.importKey("raw", bytes(code.slice(...BODY)), "HKDF", false, ["deriveBits"]);
  const derived = await crypto.subtle.deriveBits(
    { name: "HKDF", hash: "SHA-256", salt: bytes(`door:${salt}`), info: bytes("v1") }, material, (FIND_BYTES + KEY_BYTES) * 8,
  );
  const find = derived.slice(0, FIND_BYTES);
  const secret = derived.slice(FIND_BYTES);
  return { lookup: toBase64Url(find), open: (sealed) => open(sealed, secret, find), seal: (value) => seal(value, secret, find) };
}

/** The record's content; throws when it was sealed for another badge or changed on the way. */
async function open(sealed, secret, find) {
  const key = await crypto.subtle.importKey("raw", secret, "AES-GCM", false, ["decrypt"]);
  const data = fromBase64Url(sealed);
  const iv = data.slice(0, NONCE_BYTES);
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: find }, key, data.slice(NONCE_BYTES));
  return JSON.parse(new TextDecoder().decode(plain));
}

async function seal(value, secret, find) {
  const key = await crypto.subtle.importKey("raw", secret, "AES-GCM", false, ["encrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: find }, key, bytes(JSON.stringify(value)));
  return toBase64Url(new Uint8Array([...iv, ...new Uint8Array(sealed)]));
}
