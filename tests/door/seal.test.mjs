import assert from "node:assert/strict";
import { test } from "node:test";
import { fromBase64Url, keysOf, toBase64Url } from "../../static/door/store/seal.js";

/** Made by the server's own code for a badge and an event that never were. */
const MADE = {
  code: "T4EXBGTA5NEP2E94DX7ZFG39RXF4Y",
  salt: "5f0c",
  lookup: "IUTj3X1O6vyBM_Wu5vbqjw",
  sealed: "MJjapwOkQhLILAxS56g5ioiHbTc2l9m_15EaaQbQVc8-bDaP7FoRIWYT3s-iqxSNz03YrKJbENk44ph0wFlfn8oeADM8qOdGobYPSk7sz_a2AFNTLP0p_5VaN7cyQ8wnGPp11Visfid0LxLeZmlnU28VDgGhLiA5fpZEp0_f_cxAOlKpdVChjA",
  plain: { name: "Өмүрбек Ülgübaeva", org: "Министерство", notes: [{ icon: "vip" }], tail: "F4Y" },
};

test("a record that the server sealed is found and opened by its badge", async () => {
  const keys = await keysOf(MADE.code, MADE.salt);
  assert.equal(keys.lookup, MADE.lookup);
  assert.deepEqual(await keys.open(MADE.sealed), MADE.plain);
});

test("another badge and another event open nothing", async () => {
  for (const [code, salt] of [[MADE.code.replace("4E", "4F"), MADE.salt], [MADE.code, "5f0d"]]) {
    const keys = await keysOf(code, salt);
    assert.notEqual(keys.lookup, MADE.lookup);
    await assert.rejects(keys.open(MADE.sealed));
  }
});

test("a record changed in one bit is not opened", async () => {
  const data = fromBase64Url(MADE.sealed);
  data[20] ^= 1;
  await assert.rejects((await keysOf(MADE.code, MADE.salt)).open(toBase64Url(data)));
});
