// A guest's order against running services: `SHOP_URL=http://127.0.0.1:8001 CMS_URL=http://127.0.0.1:8000 npm test`.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Content, missingFlags, newKey, Shop, sum, withConsent } from "../src/index.ts";

const shopUrl = process.env["SHOP_URL"];
const contentUrl = process.env["CMS_URL"];
const skip = shopUrl && contentUrl ? false : "SHOP_URL and CMS_URL name no running services";

const buyer = { surname: "Садыкова", first_name: "Айгерим", email: "typescript@example.kz" };
const recipient = {
  name: "Айгерим Садыкова",
  phone: "+7 701 000 00 03",
  city: "Алматы",
  street: "улица Абая, 10",
  postal_code: "050000",
};

test("a frontend reads the policy and products", { skip }, async () => {
  const content = new Content({ baseUrl: contentUrl!, locale: "kk" });

  const policy = await content.call("policy", { path: { slug: "privacy" }, query: { locale: "kk" } });
  assert.ok("html" in policy.data && policy.data.locale === "kk");

  const products = await content.call("products", { query: { locale: "kk", limit: 2 } });
  assert.equal(products.data.data.length, 2);

  await assert.rejects(content.call("product", { path: { key: "no-such-product" } }), { code: "not_found" });
});

test("a guest orders, repeats the request safely, reads the order and cancels it", { skip }, async () => {
  const shop = new Shop({ baseUrl: shopUrl!, locale: "ru" });
  const { data: form } = await shop.call("consent_form", { query: { locale: "ru" } });
  const { data: catalog } = await shop.call("catalog", { query: { locale: "ru", in_stock: true, limit: 5 } });
  const variant = catalog.data.flatMap((card) => card.variants).find((one) => one.available > 0);
  assert.ok(variant);
  const storefront = withConsent(form, { storefront: true });

  await assert.rejects(shop.call("create_cart", { body: { consent: withConsent(form, { storefront: false }) } }), {
    code: "consent.required",
  });
  const made = await shop.call("create_cart", { body: { consent: storefront } });
  assert.equal(made.data.consent_records.length, 1);
  await shop.call("add_cart_line", { body: { sku: variant.sku, quantity: 1, consent: storefront } });
  const { data: quote } = await shop.call("make_quote", { body: { consent: storefront } });
  assert.deepEqual(sum([quote.goods_total, quote.delivery.price]), quote.total);

  const answers = { order_fulfilment: true, cross_border_transfer: false, marketing_email: false };
  assert.deepEqual(missingFlags(form, "place_order", answers), []);
  const cartToken = shop.tokens.get("cart");
  const order = {
    key: newKey(),
    body: {
      quote_id: quote.quote_id,
      expected_total: quote.total,
      accepted_terms_version: quote.terms_version,
      buyer,
      recipient,
      payment_method: "cash_on_delivery" as const,
      consent: withConsent(form, answers),
    },
  };
  const placed = await shop.call("place_order", order);
  // The very same request once more, as after an answer that was lost: then only the cart's token is known.
  const receipt = shop.tokens.get("order");
  shop.tokens.set("cart", cartToken);
  shop.tokens.set("order", null);
  const again = await shop.call("place_order", order);
  assert.equal(again.isReplay, true);
  assert.equal(again.data.number, placed.data.number);
  shop.tokens.set("cart", null);
  shop.tokens.set("order", receipt);

  const path = { number: placed.data.number };
  const { data: read } = await shop.call("own_order", { path });
  assert.deepEqual([read.status, read.is_masked, read.total], ["confirmed", true, quote.total]);
  const cancelled = await shop.call("cancel_order", { path, body: { reason: "test" }, version: read.version });
  assert.equal(cancelled.data.status, "cancelled");
});
