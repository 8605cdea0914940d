// node answers.mjs VERIFIER CASES: what the verifier says to each case of a JSON file, in one process.
// A case is { "receipt", "key", "archive"?, "locale"? } of texts; an answer is { "lines", "html", "locale" } or { "refused" }.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [verifier, cases] = process.argv.slice(2);
const { Refused, answerOf } = await import(pathToFileURL(verifier).href);
const bytes = (text) => (text === undefined || text === null ? null : new TextEncoder().encode(text));
const answers = [];
for (const one of JSON.parse(await readFile(cases, "utf8"))) {
  try {
    const given = { receipt: bytes(one.receipt), key: bytes(one.key), archive: bytes(one.archive), locale: one.locale };
    answers.push(await answerOf(given));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    answers.push({ refused: error.message });
  }
}
console.log(JSON.stringify(answers));
