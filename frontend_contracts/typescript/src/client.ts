// A typed client of both services: names of operations, and fetch. Works in browsers and in Node.
import type { operations as CmsOperations } from "./generated/cms.ts";
import { CMS_OPERATIONS } from "./generated/cms_operations.ts";
import type { operations as ShopOperations } from "./generated/shop_api.ts";
import { SHOP_OPERATIONS } from "./generated/shop_api_operations.ts";
import type { ConsentBlock } from "./consent.ts";
import { ProblemError, problemOf } from "./problem.ts";
import { memoryTokens, TOKEN_HEADERS, type TokenName, type TokenStore } from "./tokens.ts";

interface Facts {
  readonly method: string;
  readonly path: string;
  readonly key?: "required" | "accepted";
  readonly ifMatch?: true;
  readonly consent?: unknown;
}

type Member<T, K extends PropertyKey> = T extends { [name in K]?: infer V } ? V : undefined;
type Filled<T> = [Exclude<T, undefined>] extends [never] ? false : true;
type Input<O, K extends "path" | "query"> = Exclude<Member<Member<O, "parameters">, K>, undefined>;
type JsonOf<T> = T extends { content: { "application/json": infer B } } ? B : never;
type Body<O> = JsonOf<Exclude<Member<O, "requestBody">, undefined>>;
type HasRequired<T> = {} extends T ? false : true;
/** A member that must be given when something inside it must be. */
type Given<K extends string, T> = Filled<T> extends false
  ? { [name in K]?: never }
  : HasRequired<T> extends true
    ? { [name in K]: T }
    : { [name in K]?: T };
/** A write that asks for consent cannot be sent without its block. */
type Consented<B, F> = F extends { consent: unknown } ? Omit<B, "consent"> & { consent: ConsentBlock } : B;

/** What an operation answers when it succeeds. */
export type Answer<O> = {
  [status in keyof Member<O, "responses">]: status extends 200 | 201 | 202
    ? JsonOf<Member<O, "responses">[status]>
    : never;
}[keyof Member<O, "responses">];

export type Request<O, F> = Given<"path", Input<O, "path">> &
  Given<"query", Input<O, "query">> &
  Given<"body", Consented<Body<O>, F>> & {
    /** The version this changes; sent as If-Match. */
    version?: number;
    /** Give the same key to repeat a write safely; a new one is made otherwise. */
    key?: string;
    signal?: AbortSignal;
  };

export interface Success<T> {
  data: T;
  status: number;
  /** Whether the key answered and nothing was done again. */
  isReplay: boolean;
  etag: string | null;
}

export interface Options {
  /** Such as `https://shop.infini.kz`, without a slash at the end. */
  baseUrl: string;
  locale?: "kk" | "ru" | "en";
  tokens?: TokenStore;
  fetch?: typeof fetch;
  /** "include" for a browser client with a session cookie on another origin. */
  credentials?: RequestCredentials;
  /** How often a request that got no answer, or a "still running", is sent again with the same key. */
  retries?: number;
}

const SAFE = "GET";
const RUNNING_WAIT_SECONDS = 1;

/** A key for one new request. */
export function newKey(): string {
  return crypto.randomUUID();
}

abstract class Client<Operations, Table extends Record<string, Facts>> {
  readonly tokens: TokenStore;
  private readonly options: Options;
  private readonly table: Table;

  constructor(table: Table, options: Options) {
    this.table = table;
    this.options = options;
    this.tokens = options.tokens ?? memoryTokens();
  }

  /** Call an operation by its name.
   *
   * Throws a `ProblemError` for every refusal, and what `fetch` throws when there was no answer at all.
   */
  async call<N extends keyof Operations & keyof Table & string>(
    name: N,
    ...[request]: {} extends Request<Operations[N], Table[N]>
      ? [request?: Request<Operations[N], Table[N]>]
      : [request: Request<Operations[N], Table[N]>]
  ): Promise<Success<Answer<Operations[N]>>> {
    const given = (request ?? {}) as Request<unknown, Facts> & {
      path?: Record<string, unknown>;
      query?: Record<string, unknown>;
      body?: unknown;
    };
    const facts: Facts = this.table[name]!;
    const url = this.options.baseUrl + addressOf(facts.path, given.path ?? {}, given.query ?? {});
    const sent: RequestInit = {
      method: facts.method,
      headers: this.headersOf(facts, given),
      credentials: this.options.credentials ?? "same-origin",
      ...(given.signal ? { signal: given.signal } : {}),
      ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
    };
    const response = await this.send(url, sent, facts);
    const data = response.status === 204 ? null : await response.json();
    this.learn(name, data);
    return {
      data: data as Answer<Operations[N]>,
      status: response.status,
      isReplay: response.headers.get("Idempotent-Replayed") === "true",
      etag: response.headers.get("ETag"),
    };
  }

  /** Remember tokens that an answer gave. */
  protected learn(_name: string, _data: unknown): void {}

  private headersOf(facts: Facts, given: { body?: unknown; version?: number; key?: string }): Record<string, string> {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (this.options.locale) headers["Accept-Language"] = this.options.locale;
    for (const name of Object.keys(TOKEN_HEADERS) as TokenName[]) {
      const token = this.tokens.get(name);
      if (token) headers[TOKEN_HEADERS[name]] = token;
    }
    if (given.body !== undefined) headers["Content-Type"] = "application/json";
    // Every write may be repeated after a lost answer, so every write has a key.
    if (facts.key) headers["Idempotency-Key"] = given.key ?? newKey();
    if (facts.ifMatch && given.version !== undefined) headers["If-Match"] = `"v${given.version}"`;
    const csrf = facts.method === SAFE ? null : cookie("shop_csrf");
    if (csrf) headers["X-CSRFToken"] = csrf;
    return headers;
  }

  private async send(url: string, sent: RequestInit, facts: Facts): Promise<Response> {
    const isRepeatable = facts.method === SAFE || facts.key !== undefined;
    let left = isRepeatable ? (this.options.retries ?? 2) : 0;
    for (;;) {
      let refusal: ProblemError;
      try {
        const response = await (this.options.fetch ?? fetch)(url, sent);
        if (response.ok) return response;
        refusal = await problemOf(response);
      } catch (lost) {
        if (left-- <= 0 || sent.signal?.aborted) throw lost;
        continue;
      }
      const isRunning = refusal.is("idempotency.in_progress") || refusal.is("service.unavailable");
      if (!isRunning || left-- <= 0) throw refusal;
      await new Promise((wake) => setTimeout(wake, (refusal.retryAfter ?? RUNNING_WAIT_SECONDS) * 1000));
    }
  }
}

/** The content service: policies, products, addresses. Everything can be read by anybody. */
export class Content extends Client<CmsOperations, typeof CMS_OPERATIONS> {
  constructor(options: Options) {
    // No credential ever goes to the content service: it knows no customer.
    super(CMS_OPERATIONS, { credentials: "omit", ...options, tokens: memoryTokens() });
  }
}

/** The shop: accounts, cart, orders, consents, reviews. Tokens in answers are kept and sent from then on. */
export class Shop extends Client<ShopOperations, typeof SHOP_OPERATIONS> {
  constructor(options: Options) {
    super(SHOP_OPERATIONS, options);
  }

  protected override learn(name: string, data: unknown): void {
    const found = (data ?? {}) as { token?: string | null; session_token?: string | null; receipt?: { token: string } };
    if (name === "create_cart" && found.token) this.tokens.set("cart", found.token);
    if (found.session_token) this.tokens.set("session", found.session_token);
    if (name === "confirm_lookup" && found.token) this.tokens.set("order", found.token);
    if (name === "place_order" && found.receipt) {
      this.tokens.set("order", found.receipt.token);
      this.tokens.set("cart", null); // one cart makes one order
    }
    if (name === "sign_out") this.tokens.set("session", null);
  }
}

function addressOf(path: string, parts: Record<string, unknown>, query: Record<string, unknown>): string {
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(parts[name])));
  const named = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  const search = new URLSearchParams(named.map(([name, value]) => [name, String(value)])).toString();
  return search ? `${address}?${search}` : address;
}

function cookie(name: string): string | null {
  if (typeof document === "undefined") return null;
  const found = new RegExp(`(?:^|; )${name}=([^;]+)`).exec(document.cookie);
  return found ? decodeURIComponent(found[1]!) : null;
}
