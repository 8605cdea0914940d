// Types and a small client for the APIs of the Infini storefront; ../README.md tells how to use them.
export * from "./client.ts";
export * from "./consent.ts";
export * from "./money.ts";
export * from "./problem.ts";
export * from "./tokens.ts";
export { CMS_ERROR_STATUS, SHOP_ERROR_STATUS } from "./generated/error_codes.ts";
export type { CmsErrorCode, ErrorCode, ShopErrorCode } from "./generated/error_codes.ts";
export { PURPOSES, SWITCHES } from "./generated/flags.ts";
export type { Flag, Purpose, Switch } from "./generated/flags.ts";
export type { components as CmsTypes } from "./generated/cms.ts";
export type { components as ShopTypes } from "./generated/shop_api.ts";
