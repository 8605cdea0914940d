// A receipt of consent, verified offline: this one file, Web Crypto, nothing else. In Node 20 or later:
//
//   node verify-receipt.mjs RECEIPT --key KEY.json [--archive DOC.json|URL] [--text OUT.html] [--locale kk|ru|en]
//   node verify-receipt.mjs --page > verify-receipt.html      the same in a browser; the page reaches no network
//
// RECEIPT is the JWS, the JSON-LD, or the JSON answer that holds one or both. KEY is what the shop serves at
// /.well-known/consent-receipt-key.json: keep your own copy. DOC is the archive's canonical document, as
// GET /api/v1/policies/SLUG?version=N of the cms answers it. Only a URL you give for it makes a connection.
// Exit status: 0 valid, 1 refused, 2 something cannot be read or is missing.

const ALGORITHM = "Ed25519";
const TYPE = "consent-receipt+jwt";
const KEY_ADDRESS = "/.well-known/consent-receipt-key.json";
const LONGEST = 64000; // characters of a receipt; ours are under 10,000
const DEEPEST = 64;
const LOCALES = ["kk", "ru", "en"];
const CONTEXT = [
  "https://w3id.org/security/data-integrity/v2",
  {
    dct: "http://purl.org/dc/terms/",
    dpv: "https://w3id.org/dpv#",
    infini: "urn:infini:consent-receipt:1#",
    loc: "https://w3id.org/dpv/loc#",
    xsd: "http://www.w3.org/2001/XMLSchema#",
  },
];
const STATES = {
  "dpv:ConsentGiven": "given",
  "dpv:ConsentRefused": "refused",
  "dpv:RenewedConsentGiven": "renewed",
  "dpv:ConsentWithdrawn": "withdrawn",
  "dpv:ConsentExpired": "expired",
  "dpv:ConsentRevoked": "revoked",
};
const TRANSFERS = {
  third_party_transfer: "infini:thirdPartyTransfer",
  cross_border_transfer: "infini:crossBorderTransfer",
  publication: "infini:publication",
};

/** The receipt, the key or the archive's document is not what it should be; the message says how. */
export class Refused extends Error {}

// ── JSON, strictly: no member twice, no lone surrogate, no depth without end ──

/** Parse JSON; a member that stands twice is refused, as readers would choose differently. */
export function parseJson(text) {
  const token = /[ \t\n\r]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;
  const fail = () => {
    throw new Refused("This is not JSON, or a member stands in it twice.");
  };
  const next = () => token.exec(text) ?? fail();
  const string = (raw) => {
    const value = JSON.parse(raw);
    return value.isWellFormed?.() === false ? fail() : value;
  };
  const value = (found, depth) => {
    if (depth > DEEPEST) fail();
    if (found[2] !== undefined) return string(found[2]);
    if (found[3] !== undefined) return JSON.parse(found[3]);
    if (found[1] === "[") return array(depth);
    return found[1] === "{" ? object(depth) : fail();
  };
  const array = (depth) => {
    const items = [];
    let found = next();
    if (found[1] === "]") return items;
    for (;;) {
      items.push(value(found, depth + 1));
      const end = next()[1];
      if (end === "]") return items;
      if (end !== ",") fail();
      found = next();
    }
  };
  const object = (depth) => {
    const members = new Map();
    let found = next();
    if (found[1] === "}") return {};
    for (;;) {
      const name = found[2] === undefined ? fail() : string(found[2]);
      if (members.has(name) || next()[1] !== ":") fail();
      members.set(name, value(next(), depth + 1));
      const end = next()[1];
      if (end === "}") return Object.fromEntries(members);
      if (end !== ",") fail();
      found = next();
    }
  };
  const parsed = value(next(), 0);
  return /^[ \t\n\r]*$/.test(text.slice(token.lastIndex)) ? parsed : fail();
}

/** RFC 8785: members by the UTF-16 of their names, numbers and texts as ECMAScript writes them. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const names = Object.keys(value).sort();
    return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
  }
  if (typeof value === "number" && !Number.isFinite(value)) throw new Refused("A number is not finite.");
  return JSON.stringify(value);
}

const isSame = (one, other) => canonical(one ?? null) === canonical(other ?? null);

// ── Bytes ──

const utf8 = (text) => new TextEncoder().encode(text);
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
const sha256Hex = async (text) => hex(await sha256(utf8(text)));

function textOf(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refused("This is not UTF-8.");
  }
}

const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** Only the spelling its encoder would choose: with others a changed text could still verify. */
function fromBase64url(text) {
  if (typeof text !== "string" || !/^[A-Za-z0-9_-]+$/.test(text) || text.length % 4 === 1) {
    throw new Refused("This is not a receipt: three parts of canonical base64url are needed.");
  }
  const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
  if (base64url(bytes) !== text) throw new Refused("This is not a receipt: its base64url is not canonical.");
  return bytes;
}

const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** The 64 bytes of a signature from multibase base58; only the spelling its encoder would choose. */
function fromBase58(text) {
  const bytes = new Uint8Array(64);
  let number = 0n;
  for (const character of text.slice(1)) {
    const digit = BASE58.indexOf(character);
    if (digit < 0) throw new Refused("The proof's value is not spelled as a signature.");
    number = number * 58n + BigInt(digit);
  }
  for (let place = 63; place >= 0; place -= 1, number >>= 8n) bytes[place] = Number(number & 255n);
  let rest = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  let spelled = "";
  for (; rest > 0n; rest /= 58n) spelled = BASE58[Number(rest % 58n)] + spelled;
  const zeros = Math.max(0, bytes.findIndex((byte) => byte !== 0));
  if (number !== 0n || `z${"1".repeat(zeros)}${spelled}` !== text) {
    throw new Refused("The proof's value is not spelled as a signature.");
  }
  return bytes;
}

// ── The key ──

/** A public key from a JWK, with its thumbprint (RFC 7638) as its name. */
export async function keyOf(jwk) {
  const isOurs = jwk?.kty === "OKP" && jwk.crv === ALGORITHM && fromBase64url(jwk.x).length === 32;
  if (!isOurs) throw new Refused("The key is no public key for Ed25519.");
  const id = base64url(await sha256(utf8(`{"crv":"Ed25519","kty":"OKP","x":"${jwk.x}"}`)));
  if (jwk.kid !== undefined && jwk.kid !== id) throw new Refused("The key's name is another key's.");
  const made = await crypto.subtle.importKey("jwk", { kty: "OKP", crv: ALGORITHM, x: jwk.x }, ALGORITHM, false, [
    "verify",
  ]);
  return { id, fits: (signature, bytes) => crypto.subtle.verify(ALGORITHM, made, signature, bytes) };
}

// ── The two forms ──

/** What a JWS says, if the key's owner signed exactly this text. */
export async function verifyJws(text, key) {
  const parts = text.split(".");
  if (text.length > LONGEST || parts.length !== 3) {
    throw new Refused("This is not a receipt: three parts of canonical base64url are needed.");
  }
  const [header, payload, signature] = parts.map(fromBase64url);
  // Nothing more in the header: what a verifier does not know (`crit`, another `alg`) may change the meaning.
  if (!isSame(parseJson(textOf(header)), { alg: ALGORITHM, typ: TYPE, kid: key.id })) {
    throw new Refused("The receipt names another algorithm, type or key, or something unknown.");
  }
  if (signature.length !== 64 || !(await key.fits(signature, utf8(`${parts[0]}.${parts[1]}`)))) {
    throw new Refused("The signature does not fit: the text was changed, or signed by another key.");
  }
  return parseJson(textOf(payload));
}

/** What linked data says, as in the payload of the JWS, if the key's owner signed exactly this text. */
export async function verifyJsonLd(text, key) {
  if (text.length > LONGEST) throw new Refused("This is not a receipt: it is too long.");
  const { proof, ...document } = parseJson(text);
  const options = {
    "@context": CONTEXT,
    created: document["dct:created"]?.["@value"],
    cryptosuite: "eddsa-jcs-2022",
    proofPurpose: "assertionMethod",
    type: "DataIntegrityProof",
    verificationMethod: `${document["dct:publisher"]?.["@id"]}${KEY_ADDRESS}#${key.id}`,
  };
  const value = proof?.proofValue;
  if (typeof value !== "string" || !isSame(proof, { ...options, proofValue: value })) {
    throw new Refused("The proof is of another kind, or of another key.");
  }
  // The text before the proof is what was signed, if it is all of the document: seen below, once it is worth the time.
  const content = `${text.slice(0, text.lastIndexOf(',"proof":'))}}`;
  const hashes = await Promise.all([canonical(options), content].map((one) => sha256(utf8(one))));
  if (!(await key.fits(fromBase58(value), Uint8Array.from([...hashes[0], ...hashes[1]])))) {
    throw new Refused("The proof does not fit: the text was changed, or signed by another key.");
  }
  if (canonical(document) !== content || canonical({ ...document, proof }) !== text) {
    throw new Refused("This is not a receipt: canonical JSON (RFC 8785) is needed.");
  }
  return shaped(() => toldOf(document));
}

/** What linked data says, in the members of the JWS. */
function toldOf(document) {
  const record = document["dpv:hasRecordOfActivity"];
  const process = record["dpv:hasProcess"];
  const [notice, subject] = [record["dpv:hasNotice"], record["dpv:hasDataSubject"]];
  const [controller, purpose] = [record["dpv:hasDataController"], process["dpv:hasPurpose"]];
  const facts = record["infini:facts"]["@value"];
  const operator = {
    legal_name: Object.fromEntries(controller["dpv:hasName"].map((one) => [one["@language"], one["@value"]])),
    bin: controller["dct:identifier"],
  };
  const events = record["dpv:hasConsentStatus"].map((one) => ({
    seq: one["infini:sequence"],
    state: STATES[one["@type"]],
    at: one["dct:date"]["@value"],
    leaf: one["infini:leaf"],
    ...(one["infini:validUntil"] ? { valid_until: one["infini:validUntil"]["@value"] } : {}),
    ...(one["infini:under"] ? { under: underOf(one["infini:under"]) } : {}),
  }));
  const term = process["dpv:hasDuration"];
  const data = process["dpv:hasPersonalData"].map((one) => [one["dct:identifier"], one["infini:fields"]]);
  return {
    iss: document["dct:publisher"]["@id"],
    iat: Date.parse(document["dct:created"]["@value"]) / 1000,
    jti: document["dct:identifier"],
    operator,
    record: {
      id: record["dct:identifier"],
      flag: purpose["dct:identifier"],
      kind: purpose["infini:kind"],
      state: events.at(-1).state,
      since: events.at(-1).at,
      jurisdiction: record["dpv:hasJurisdiction"]["@id"].replace(/^loc:/, ""),
      facts_sha256: record["infini:factsSha256"],
    },
    policy: {
      slug: notice["dct:identifier"],
      version: notice["dct:hasVersion"],
      sha256: notice["infini:documentSha256"],
      text_sha256: notice["infini:textSha256"],
      locale: notice["dct:language"],
    },
    events,
    elements: {
      operator,
      term: { from: term["infini:from"], until: term["infini:until"] },
      data: Object.fromEntries(data),
      other: { ...facts.other, wording: purpose["dct:description"]["@value"] },
      subject: { reference: subject["dct:identifier"], name: subject["dpv:hasName"] ?? null },
      ...Object.fromEntries(Object.entries(TRANSFERS).map(([name, member]) => [name, process[member]])),
    },
    facts,
  };
}

/** The text an event was about, and whose word it was, where that is another than the receipt's. */
const underOf = (text) => ({
  version: text["dct:hasVersion"],
  locale: text["dct:language"],
  ...("dct:identifier" in text ? { reference: text["dct:identifier"] } : {}),
});

function shaped(read) {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused("The signature fits, but this is no receipt of a consent.");
  }
}

// ── A file, the archive ──

/** What the receipts in a file say; they must say the same, and agree with themselves. */
export async function verify(bytes, key) {
  try {
    return await verified(bytes, key);
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused("This is not a receipt of a consent.");
  }
}

async function verified(bytes, key) {
  const told = [];
  for (const [form, text] of receiptsIn(textOf(bytes))) {
    told.push(await (form === "jws" ? verifyJws(text, key) : verifyJsonLd(text, key)));
  }
  if (told.length === 0) throw new Refused("There is no receipt in this file.");
  if (told.some((one) => !isSame(one, told[0]))) {
    throw new Refused("The two receipts in this file do not say the same.");
  }
  if (!(await agreesWithItself(told[0]))) {
    throw new Refused("The signature fits, but the receipt does not agree with itself.");
  }
  return told[0];
}

function receiptsIn(content) {
  const text = content.endsWith("\n") ? content.slice(0, -1) : content; // one newline may end a file
  if (text.startsWith('{"@context":')) return [["json_ld", text]];
  if (!text.startsWith("{")) return [["jws", text]];
  const answer = parseJson(text);
  const held = answer.data?.consentReceipt ?? answer.data ?? answer; // over GraphQL, or over REST
  const forms = [
    ["jws", held.receipt],
    ["json_ld", held.json_ld ?? held.jsonLd],
  ];
  return forms.filter(([, one]) => typeof one === "string");
}

/** Whether the frozen facts have the hash the record names, and the eight elements say what the facts say. */
async function agreesWithItself(told) {
  const hash = await sha256Hex(canonical(told.facts ?? null));
  return shaped(() => {
    const { facts, record, elements, policy, events } = told;
    const { locale, flag, kind } = facts.other;
    const last = events.at(-1);
    return (
      hash === record.facts_sha256 &&
      ["operator", "term", "data", "other"].every((name) => isSame(elements[name], facts[name])) &&
      isSame(told.operator, facts.operator) &&
      isSame(policy, { ...facts.other.policy, locale }) &&
      isSame([record.flag, record.kind], [flag, kind]) &&
      isSame([record.state, record.since], [last.state, last.at])
    );
  });
}

/** The text the person saw, in their language: `{ title, html }` of the archive's document, if it is that very one. */
export async function archived(bytes, told) {
  const { policy } = told;
  const { flag, kind, wording } = told.elements.other;
  const { document, text, worded } = await (async () => {
    try {
      const answer = parseJson(textOf(bytes));
      const document = answer.document ?? answer;
      const text = document.texts[policy.locale];
      utf8(text.html);
      const row = document[kind === "switch" ? "switches" : "purposes"].find((one) => one.id === flag);
      return { document, text, worded: row?.wording[policy.locale] };
    } catch {
      throw new Refused("The archive's file holds no document of a policy.");
    }
  })();
  const isNamed = document.slug === policy.slug && document.version === policy.version;
  if (!isNamed || (await sha256Hex(canonical(document))) !== policy.sha256) {
    throw new Refused("The archive's document is not the one the receipt names.");
  }
  if ((await sha256Hex(text.html)) !== policy.text_sha256) {
    throw new Refused("The archive's text is not the one the person saw.");
  }
  if (worded !== wording) throw new Refused("The archive words the flag in another way than the receipt.");
  return { title: text.title, html: text.html };
}

// ── Plain words ──

const WORDS = {
  valid: { kk: "Жарамды: оператордың кілтімен қол қойылған, бірде-бір биті өзгермеген.", ru: "Подлинно: подписано ключом оператора, ни один бит не изменён.", en: "Valid: signed by the operator's key, every bit as it was." },
  key: { kk: "Кілт", ru: "Ключ", en: "Key" },
  operator: { kk: "Оператор", ru: "Оператор", en: "Operator" },
  bin: { kk: "БСН", ru: "БИН", en: "BIN" },
  person: { kk: "Субъект", ru: "Субъект", en: "Person" },
  nameless: { kk: "аты сақталмаған", ru: "имя не сохранено", en: "no name was kept" },
  reference: { kk: "белгісі", ru: "обозначение", en: "reference" },
  flag: { kk: "Келісім", ru: "Согласие", en: "Flag" },
  purpose: { kk: "мақсат", ru: "цель", en: "purpose" },
  switch: { kk: "бөлек сұралатын келісім", ru: "отдельное согласие", en: "switch" },
  wording: { kk: "Тұжырымы", ru: "Формулировка", en: "Wording" },
  text: { kk: "Мәтін", ru: "Текст", en: "Text" },
  version: { kk: "нұсқа", ru: "версия", en: "version" },
  text_hash: { kk: "Мәтіннің SHA-256 қосындысы", ru: "SHA-256 текста", en: "SHA-256 of the text" },
  document_hash: { kk: "Құжаттың SHA-256 қосындысы", ru: "SHA-256 документа", en: "SHA-256 of the document" },
  from: { kk: "Басталуы", ru: "Действует с", en: "From" },
  until: { kk: "Аяқталуы", ru: "Действует до", en: "Until" },
  "the time of the event": { kk: "оқиға уақыты", ru: "время события", en: "the time of the event" },
  withdrawal: { kk: "кері қайтарып алу", ru: "отзыв", en: "withdrawal" },
  "withdrawal, or the time the event names": { kk: "кері қайтарып алу немесе оқиғада аталған уақыт", ru: "отзыв или время, названное в событии", en: "withdrawal, or the time the event names" },
  third_party_transfer: { kk: "Үшінші тұлғаларға беру", ru: "Передача третьим лицам", en: "Transfer to third parties" },
  cross_border_transfer: { kk: "Трансшекаралық беру", ru: "Трансграничная передача", en: "Cross-border transfer" },
  publication: { kk: "Жалпыға қолжетімді көздерде жариялау", ru: "Публикация в общедоступных источниках", en: "Publication in open sources" },
  no: { kk: "жоқ", ru: "нет", en: "no" },
  "not asked": { kk: "сұралмаған", ru: "не спрашивалось", en: "not asked" },
  data: { kk: "Деректер", ru: "Данные", en: "Data" },
  "no data": { kk: "өз деректері жоқ", ru: "своих данных нет", en: "none of its own" },
  law: { kk: "Негізі", ru: "Основание", en: "Basis" },
  record: { kk: "Жазба", ru: "Запись", en: "Record" },
  given: { kk: "келісті", ru: "дано согласие", en: "agreed" },
  renewed: { kk: "қайта келісті", ru: "согласие дано снова", en: "agreed again" },
  refused: { kk: "бас тартты", ru: "отказано", en: "refused" },
  withdrawn: { kk: "кері қайтарып алды", ru: "согласие отозвано", en: "withdrew" },
  expired: { kk: "мерзімі өтті", ru: "срок истёк", en: "expired" },
  revoked: { kk: "күші жойылды", ru: "аннулировано", en: "was revoked" },
  now: { kk: "Осы түбіртек берілген кезде", ru: "На момент выдачи", en: "When this receipt was made" },
  archived: { kk: "Мұрағаттағы мәтін — адам көрген мәтін, байт сайын", ru: "Текст в архиве — тот, что видел человек, байт в байт", en: "The archive's text is the one the person saw, byte for byte" },
  bytes: { kk: "байт", ru: "байт", en: "bytes" },
};

// Characters that could break a line, or show it in another order: a name is a person's own text.
const UNSHOWN = /[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

const whose = (text, say) => ("reference" in text ? `; ${say("reference")} ${text.reference}` : "");
const under = (text, say) => (text ? ` [${say("version")} ${text.version}, ${text.locale}${whose(text, say)}]` : "");

/** What a verified receipt says, line by line. */
export function lines(told, keyId, locale) {
  const say = (word) => (Object.hasOwn(WORDS, word) ? WORDS[word][locale] : word);
  const { record, policy, elements, operator, events } = told;
  const { subject, other, term } = elements;
  const data = Object.keys(elements.data)
    .sort()
    .map((name) => `${name} (${elements.data[name].join(", ")})`);
  return [
    say("valid"),
    `${say("key")}: ${keyId}`,
    `${say("operator")}: ${operator.legal_name[locale]}, ${say("bin")} ${operator.bin}`,
    `${say("person")}: ${subject.name || say("nameless")} (${say("reference")} ${subject.reference})`,
    `${say("flag")}: ${record.flag} (${say(record.kind)})`,
    `${say("wording")}: ${other.wording}`,
    `${say("text")}: ${policy.slug}, ${say("version")} ${policy.version}, ${policy.locale}`,
    `${say("text_hash")}: ${policy.text_sha256}`,
    `${say("document_hash")}: ${policy.sha256}`,
    `${say("from")}: ${say(term.from)}`,
    `${say("until")}: ${events.at(-1).valid_until ?? say(term.until)}`,
    ...Object.keys(TRANSFERS).map((name) => `${say(name)}: ${say(elements[name])}`),
    `${say("data")}: ${data.join("; ") || say("no data")}`,
    `${say("law")}: ${other.legal_basis}, ${other.law}, ${record.jurisdiction}`,
    `${say("record")}: ${record.id}`,
    ...events.map((one) => `  ${one.seq}. ${one.at}: ${say(one.state)}${under(one.under, say)} (${one.leaf})`),
    `${say("now")}: ${say(record.state)}, ${record.since}`,
  ].map((line) => line.replace(UNSHOWN, "\ufffd"));
}

/** That the archive holds what the person saw. */
export const archiveLine = (shown, locale) =>
  `${WORDS.archived[locale]}: ${shown.title}, ${utf8(shown.html).length} ${WORDS.bytes[locale]}`;

/** Everything at once: `{ lines, html, locale }` of a receipt's bytes, a key's and, if given, an archive's. */
export async function answerOf({ receipt, key, archive, locale }) {
  const made = await keyOf(parseJson(textOf(key)));
  const told = await verify(receipt, made);
  const shown = archive ? await archived(archive, told) : null;
  const language = locale || told.policy.locale;
  const said = lines(told, made.id, language);
  const all = shown ? [...said, archiveLine(shown, language)] : said;
  return { lines: all, html: shown?.html ?? null, locale: told.policy.locale };
}

// ── In Node ──

async function main(given) {
  const { readFile, writeFile } = await import("node:fs/promises");
  const unreadable = (message) => {
    console.error(message);
    return 2;
  };
  if (given[0] === "--page") {
    process.stdout.write(page(await readFile(new URL(import.meta.url), "utf8")));
    return 0;
  }
  const options = {};
  for (let place = 0; place < given.length; place += 1) {
    const name = given[place].startsWith("--") ? given[place].slice(2) : "receipt";
    const isKnown = ["receipt", "key", "archive", "text", "locale"].includes(name) && !(name in options);
    if (name !== "receipt") place += 1;
    if (!isKnown || given[place] === undefined) return unreadable(`${given[place] ?? `--${name}`} is not understood.`);
    options[name] = given[place];
  }
  const isWhole = options.receipt && options.key && (!options.text || options.archive);
  if (!isWhole || (options.locale && !LOCALES.includes(options.locale))) {
    return unreadable("verify-receipt.mjs RECEIPT --key KEY.json [--archive DOC.json|URL [--text OUT.html]] [--locale kk|ru|en]");
  }
  const read = async (place) => {
    if (!/^https?:\/\//.test(place)) return readFile(place);
    const answer = await fetch(place);
    if (!answer.ok) throw new Error(`${place} answers ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  };
  const bytes = { locale: options.locale };
  for (const name of ["receipt", "key", "archive"]) {
    try {
      bytes[name] = options[name] && (await (name === "archive" ? read(options[name]) : readFile(options[name])));
      if (name === "key") await keyOf(parseJson(textOf(bytes.key)));
    } catch (error) {
      return unreadable(`${options[name]} cannot be read: ${error.message}`);
    }
  }
  try {
    const answer = await answerOf(bytes);
    console.log(answer.lines.join("\n"));
    if (options.text) await writeFile(options.text, utf8(answer.html));
    return 0;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    console.error(`Not valid. ${error.message}`);
    return 1;
  }
}

// ── In a browser ──

/** The page that holds this file: it opens from a disk, and its policy forbids every connection. */
function page(source) {
  const slots = [
    ["receipt", "Түбіртек · Квитанция · Receipt"],
    ["key", "Кілт · Ключ · Key"],
    ["archive", "Мұрағат құжаты · Документ из архива · Archive document"],
  ];
  const asked = slots.map(
    ([name, label]) =>
      `<label>${label}<input type="file" id="${name}-file"><textarea id="${name}" spellcheck="false"></textarea></label>`,
  );
  return `<!doctype html>
<\!-- Generated by \`node verify-receipt.mjs --page\`; do not edit. -->
<html lang="ru">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>Түбіртекті тексеру · Проверка квитанции · Verify a receipt</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1d1d1f }
label, button, select { display: block; margin: 0 0 1rem } input { display: block } input, button, select { font: inherit; margin: .25rem 0 }
textarea { display: block; width: 100%; height: 5rem; box-sizing: border-box; font: 13px/1.4 ui-monospace, monospace }
#result { white-space: pre-wrap; overflow-wrap: anywhere; border-left: .3rem solid #ccc; padding-left: 1rem }
#result.valid { border-color: #1a7f37 } #result.refused { border-color: #b42318 }
#shown { border: 1px solid #ccc; padding: 1rem; margin-top: 1rem }
</style>
<h1>Түбіртекті тексеру · Проверка квитанции · Verify a receipt</h1>
${asked.join("\n")}
<label for="locale">Тіл · Язык · Language</label>
<select id="locale"><option value="">көрсетілген тілде · на показанном · as shown</option><option>kk</option><option>ru</option><option>en</option></select>
<button id="verify" type="button">Тексеру · Проверить · Verify</button>
<div id="result" role="status"></div>
<article id="shown" aria-label="Мәтін · Текст · Text" hidden></article>
<script type="module">
${source}<\/script>
</html>
`;
}

const SHOWN = "A BR EM H1 H2 H3 H4 LI OL P SECTION STRONG SUB SUP TABLE TBODY TD TH THEAD TR UL".split(" ");

/** The nodes of a text, made anew with the tags of a policy and no attribute: nothing of it can act or load. */
function nodesOf(html) {
  const copy = (node) => {
    if (node.nodeType === 3) return [document.createTextNode(node.data)];
    const inner = [...node.childNodes].flatMap(copy);
    if (!SHOWN.includes(node.nodeName)) return inner;
    const made = document.createElement(node.nodeName);
    made.append(...inner);
    return [made];
  };
  return copy(new DOMParser().parseFromString(html, "text/html").body);
}

function wire() {
  const at = (id) => document.getElementById(id);
  for (const name of ["receipt", "key", "archive"]) {
    at(`${name}-file`).addEventListener("change", async (event) => {
      at(name).value = (await event.target.files[0]?.text()) ?? "";
    });
  }
  at("verify").addEventListener("click", async () => {
    const bytes = (name) => (at(name).value ? utf8(at(name).value) : null);
    const result = at("result");
    at("shown").hidden = true;
    try {
      const given = { receipt: bytes("receipt"), key: bytes("key"), archive: bytes("archive"), locale: at("locale").value };
      if (!given.receipt || !given.key) throw new Refused("A receipt and a key are needed.");
      const answer = await answerOf(given);
      result.className = "valid";
      result.textContent = answer.lines.join("\n");
      at("shown").hidden = !answer.html;
      at("shown").lang = answer.locale;
      at("shown").replaceChildren(...nodesOf(answer.html ?? ""));
    } catch (error) {
      result.className = "refused";
      result.textContent = `Not valid. ${error.message}`;
    }
  });
}

if (globalThis.document?.getElementById("verify")) wire();
else if (globalThis.process?.argv?.[1]) {
  const [{ realpathSync }, { pathToFileURL }] = await Promise.all([import("node:fs"), import("node:url")]);
  if (import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
    process.exitCode = await main(process.argv.slice(2));
  }
}
