/** Reads pictures with the door's reader and its very options: node decode.mjs FOLDER CODE, names as JSON on standard input. */

import { readFileSync } from "node:fs";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

const root = new URL("../", import.meta.url);
const [folder, code] = process.argv.slice(2);
const source = readFileSync(new URL("static/door/decoder.js", root), "utf8");
const options = new Function(`return ${/const OPTIONS = (\{.*?\});/s.exec(source)[1]}`)();
const wasmBinary = readFileSync(new URL("node_modules/zxing-wasm/dist/reader/zxing_reader.wasm", root));
await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });

const found = [];
for (const name of JSON.parse(readFileSync(0, "utf8"))) {
  const picture = readFileSync(`${folder}/${name}`);
  const startedAt = performance.now();
  const texts = (await readBarcodes(picture, options)).map(({ text }) => text);
  found.push({ name, ms: performance.now() - startedAt, is_read: texts.includes(code), is_wrong: texts.some((text) => text !== code) });
}
console.log(JSON.stringify(found));
