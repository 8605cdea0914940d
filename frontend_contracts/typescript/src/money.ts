// Money stands on the wire as {"amount": "12990.00", "currency": "KZT"}. Never make a float of it: count tiyn.
import type { components } from "./generated/shop_api.ts";

export type Money = components["schemas"]["Money"];

const AMOUNT = /^(-?)(\d+)\.(\d{2})$/;
const TIYN_PER_TENGE = 100n;

/** Whole tiyn of an amount: "12990.00" → 1299000n. */
export function toTiyn(money: Money): bigint {
  const found = AMOUNT.exec(money.amount);
  if (!found) throw new RangeError(`${money.amount} is no amount`);
  const [, sign, tenge, tiyn] = found;
  const minor = BigInt(tenge!) * TIYN_PER_TENGE + BigInt(tiyn!);
  return sign ? -minor : minor;
}

/** Money of whole tiyn: 1299000n → "12990.00". */
export function ofTiyn(tiyn: bigint, currency = "KZT"): Money {
  const positive = tiyn < 0n ? -tiyn : tiyn;
  const fraction = String(positive % TIYN_PER_TENGE).padStart(2, "0");
  return { amount: `${tiyn < 0n ? "-" : ""}${positive / TIYN_PER_TENGE}.${fraction}`, currency };
}

/** The exact sum; an empty list is nothing at all, in tenge. */
export function sum(amounts: readonly Money[]): Money {
  const currency = amounts[0]?.currency ?? "KZT";
  if (amounts.some((one) => (one.currency ?? "KZT") !== currency)) throw new RangeError("amounts of two currencies");
  return ofTiyn(amounts.reduce((whole, one) => whole + toTiyn(one), 0n), currency);
}

/** An amount as people read it: "12 990 ₸"; tiyn only where there are some. */
export function formatMoney(money: Money, locale: "kk" | "ru" | "en" = "ru"): string {
  const digits = money.amount.endsWith(".00") ? 0 : 2;
  return new Intl.NumberFormat(`${locale}-KZ`, {
    style: "currency",
    currency: money.currency ?? "KZT",
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    // The text itself, not a float of it: Intl reads decimal strings exactly.
  }).format(money.amount as `${number}`);
}
