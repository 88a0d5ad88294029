import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { test } from "node:test";
import { newUuid7 } from "../../static/door/uuid7.js";

globalThis.crypto ??= webcrypto; // node 18, which Debian 12 has, keeps it in a module only

const ones = (bytes) => bytes.fill(0xff);

test("the example of RFC 9562 appendix A.6 comes out of its time and random bits", () => {
  const random = Uint8Array.from("0000000000000cc318c4dc0c0c07398f".match(/../g), (pair) => parseInt(pair, 16));
  assert.equal(newUuid7(0x017f22e279b0, (bytes) => (bytes.set(random), bytes)), "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
});

test("version and variant stand whatever the random bits are", () => {
  assert.equal(newUuid7(0, ones), "00000000-0000-7fff-bfff-ffffffffffff");
});

test("a thousand ids of one millisecond differ", () => {
  assert.equal(new Set(Array.from({ length: 1000 }, () => newUuid7(1))).size, 1000);
});
