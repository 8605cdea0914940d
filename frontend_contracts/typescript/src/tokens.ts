// Tokens a client holds. Each is shown once; whoever has it acts for its cart, its account or its order.

export type TokenName = "cart" | "session" | "order";

export interface TokenStore {
  get(name: TokenName): string | null;
  set(name: TokenName, token: string | null): void;
}

export const TOKEN_HEADERS: Record<TokenName, string> = {
  cart: "X-Cart-Token",
  session: "X-Session-Token",
  order: "X-Order-Token",
};

/** Tokens that live as long as this program or page. */
export function memoryTokens(): TokenStore {
  const kept = new Map<TokenName, string>();
  return {
    get: (name) => kept.get(name) ?? null,
    set: (name, token) => void (token === null ? kept.delete(name) : kept.set(name, token)),
  };
}

/** Tokens in a storage, such as `localStorage`. Keep sessions of browsers in the cookie instead: `client: "browser"`. */
export function storedTokens(storage: Pick<Storage, "getItem" | "setItem" | "removeItem">, prefix = "infini"): TokenStore {
  return {
    get: (name) => storage.getItem(`${prefix}.${name}`),
    set: (name, token) =>
      token === null ? storage.removeItem(`${prefix}.${name}`) : storage.setItem(`${prefix}.${name}`, token),
  };
}
