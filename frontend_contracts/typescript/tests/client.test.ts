// The client against a small server that answers what the contract's examples say.
import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, beforeEach, test } from "node:test";
import { ProblemError, Shop } from "../src/index.ts";

interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage["headers"];
  body: unknown;
}
type Reply = (response: ServerResponse) => void;

let server: Server;
let baseUrl = "";
let seen: Seen[] = [];
let replies: Reply[] = [];

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Reply =>
  (response) => {
    response.writeHead(status, { "Content-Type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  };

const problem = (status: number, code: string, headers: Record<string, string> = {}): Reply =>
  json(status, { type: "about:blank", title: code, status, detail: "Do something else.", code, errors: [] }, headers);

before(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks).toString();
    seen.push({
      method: request.method!,
      url: request.url!,
      headers: request.headers,
      body: raw ? JSON.parse(raw) : undefined,
    });
    replies.shift()!(response);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => server.close());
beforeEach(() => {
  seen = [];
  replies = [];
});

const consent = { form: "shown", flags: { storefront: true } };
const cart = { id: "1", token: "cart-token", version: 1, lines: [] };

test("a write carries a key, the language and its body, and a cart's token is kept", async () => {
  const shop = new Shop({ baseUrl, locale: "kk" });
  replies = [json(201, cart), json(200, cart)];

  await shop.call("create_cart", { body: { consent } });
  await shop.call("add_cart_line", { body: { sku: "A1", quantity: 2, consent } });

  assert.deepEqual(
    seen.map((one) => [one.method, one.url]),
    [
      ["POST", "/api/v1/carts"],
      ["POST", "/api/v1/carts/current/lines"],
    ],
  );
  assert.equal(seen[0]!.headers["accept-language"], "kk");
  assert.match(String(seen[0]!.headers["idempotency-key"]), /^[0-9a-f-]{36}$/);
  assert.equal(seen[0]!.headers["x-cart-token"], undefined);
  assert.equal(seen[1]!.headers["x-cart-token"], "cart-token");
  assert.deepEqual(seen[1]!.body, { sku: "A1", quantity: 2, consent });
});

test("parts of an address are escaped and stand nowhere else; a version is a precondition", async () => {
  const shop = new Shop({ baseUrl });
  replies = [json(200, cart)];

  await shop.call("change_cart_line", { path: { sku: "A/1" }, version: 3, body: { quantity: 1, consent } });

  assert.equal(seen[0]!.url, "/api/v1/carts/current/lines/A%2F1");
  assert.equal(seen[0]!.headers["if-match"], '"v3"');
});

test("what is null or missing is not asked for", async () => {
  const shop = new Shop({ baseUrl });
  replies = [json(200, { data: [], page: { next: null, prev: null, has_more: false } })];

  await shop.call("catalog", { query: { q: "шай", category: null, limit: 3 } });

  assert.equal(seen[0]!.url, `/api/v1/catalog?${new URLSearchParams({ q: "шай", limit: "3" })}`);
});

test("a refusal is an error with its code and the place of each mistake", async () => {
  const shop = new Shop({ baseUrl });
  const errors = [{ pointer: "/quantity", code: "input.other", detail: "At most 99." }];
  replies = [json(400, { type: "", title: "", status: 400, detail: "", code: "input.invalid", errors })];

  const refusal = await shop.call("add_cart_line", { body: { sku: "A1", quantity: 100, consent } }).catch((one) => one);

  assert.ok(refusal instanceof ProblemError);
  assert.equal(refusal.is("input.invalid"), true);
  assert.equal(refusal.is("consent.required"), false);
  assert.equal(refusal.at("/quantity"), "At most 99.");
  assert.equal(refusal.at("/sku"), null);
});

test("a lost answer is asked for again with the same key", async () => {
  const shop = new Shop({ baseUrl });
  replies = [(response) => response.destroy(), json(201, cart, { "Idempotent-Replayed": "true" })];

  const made = await shop.call("create_cart", { body: { consent } });

  assert.equal(made.isReplay, true);
  assert.equal(seen.length, 2);
  assert.equal(seen[0]!.headers["idempotency-key"], seen[1]!.headers["idempotency-key"]);
});

test("a request that is still running is waited for; other refusals are not repeated", async () => {
  const shop = new Shop({ baseUrl });
  replies = [problem(409, "idempotency.in_progress", { "Retry-After": "0" }), json(201, cart)];
  await shop.call("create_cart", { body: { consent } });
  assert.equal(seen.length, 2);

  replies = [problem(422, "consent.required")];
  await assert.rejects(shop.call("create_cart", { body: { consent } }), { code: "consent.required" });
  assert.equal(seen.length, 3);
});

test("an answer of something in between is a problem too", async () => {
  const shop = new Shop({ baseUrl });
  replies = [(response) => response.writeHead(502, { "Content-Type": "text/html" }).end("<h1>Bad gateway</h1>")];

  await assert.rejects(shop.call("own_profile"), { code: "unreadable", status: 502 });
});

test("types refuse what the contract does not have", () => {
  const shop = new Shop({ baseUrl });
  // Never called: the compiler is the test here.
  void (() => {
    // @ts-expect-error: a write that asks for consent needs its block
    void shop.call("create_cart", { body: {} });
    // @ts-expect-error: there is no such operation
    void shop.call("delete_everything");
    // @ts-expect-error: a part of the address is missing
    void shop.call("own_order");
    // @ts-expect-error: a number is no text
    void shop.call("own_order", { path: { number: 7 } });
  });
});
