import assert from "node:assert/strict";
import { test } from "node:test";
import {
  formatMoney,
  isFresh,
  missingFlags,
  ofTiyn,
  questionsOf,
  SHOP_ERROR_STATUS,
  sum,
  toTiyn,
  withConsent,
} from "../src/index.ts";
import type { ConsentForm } from "../src/index.ts";

const kzt = (amount: string) => ({ amount, currency: "KZT" });

function form(): ConsentForm {
  const flag = (id: string) => ({ id, kind: "purpose" as const, wording: id, legal_basis: "consent", switches: [] });
  return {
    token: "shown",
    expires_at: "2026-11-24T10:00:00Z",
    locale: "ru",
    policy: { slug: "privacy", version: 1, effective_from: "2026-11-23", title: "", sha256: "", text_sha256: "" },
    operator: { legal_name: "", bin: "", contact_email: "" },
    flags: [flag("storefront"), flag("order_fulfilment"), flag("marketing_email"), flag("support")],
    writes: [
      { name: "place_order", required: ["order_fulfilment"], sometimes: [], optional: ["marketing_email"] },
      { name: "create_cart", required: ["storefront"], sometimes: [], optional: [] },
    ],
  };
}

test("money is counted in whole tiyn", () => {
  assert.equal(toTiyn(kzt("12990.00")), 1_299_000n);
  assert.equal(toTiyn(kzt("-0.05")), -5n);
  assert.deepEqual(ofTiyn(1_299_005n), kzt("12990.05"));
  assert.deepEqual(ofTiyn(-5n), kzt("-0.05"));
  assert.deepEqual(sum([kzt("0.10"), kzt("0.20")]), kzt("0.30"));
  assert.deepEqual(sum([]), kzt("0.00"));
});

test("what is no amount is refused", () => {
  assert.throws(() => toTiyn(kzt("12990")), RangeError);
  assert.throws(() => sum([kzt("1.00"), { amount: "1.00", currency: "USD" }]), RangeError);
});

test("amounts beyond a float's precision are shown exactly", () => {
  assert.match(formatMoney(kzt("12990.00")), /^12\s990\s₸$/u);
  assert.match(formatMoney(kzt("9007199254740993.01"), "en"), /9,007,199,254,740,993\.01/);
});

test("a consent block holds the form that was shown and answers that are booleans", () => {
  assert.deepEqual(withConsent(form(), { storefront: true }), { form: "shown", flags: { storefront: true } });
  // @ts-expect-error: a text is no answer, and types say so before the service does.
  assert.throws(() => withConsent(form(), { storefront: "yes" }), TypeError);
  // @ts-expect-error: there is no such flag.
  withConsent(form(), { newsletter: true });
});

test("a form says what to ask for a write and what is still missing", () => {
  assert.deepEqual(
    questionsOf(form(), "place_order").map((flag) => flag.id),
    ["order_fulfilment", "marketing_email"],
  );
  assert.deepEqual(missingFlags(form(), "place_order", { marketing_email: true }), ["order_fulfilment"]);
  assert.deepEqual(missingFlags(form(), "place_order", { order_fulfilment: true }), []);
});

test("a form is fresh until a minute before its end", () => {
  const end = Date.parse("2026-11-24T10:00:00Z");
  assert.equal(isFresh(form(), end - 61_000), true);
  assert.equal(isFresh(form(), end - 60_000), false);
});

test("codes come with their status", () => {
  assert.equal(SHOP_ERROR_STATUS["consent.required"], 422);
});
