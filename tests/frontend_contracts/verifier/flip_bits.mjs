// node flip_bits.mjs VERIFIER KEY RECEIPT…: try every receipt with each of its bits flipped, in one process.
// Prints [{ "bits", "refused", "accepted": [bit…] }…]; a receipt that is not valid as it stands ends it.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [verifier, keyFile, ...files] = process.argv.slice(2);
const { Refused, keyOf, parseJson, verify } = await import(pathToFileURL(verifier).href);
const key = await keyOf(parseJson(await readFile(keyFile, "utf8")));
const found = [];
for (const file of files) {
  const bytes = new Uint8Array(await readFile(file));
  await verify(bytes, key);
  const result = { bits: bytes.length * 8, refused: 0, accepted: [] };
  for (let bit = 0; bit < result.bits; bit += 1) {
    bytes[bit >> 3] ^= 1 << (bit & 7);
    try {
      await verify(bytes, key);
      result.accepted.push(bit);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      result.refused += 1;
    }
    bytes[bit >> 3] ^= 1 << (bit & 7);
  }
  found.push(result);
}
console.log(JSON.stringify(found));
