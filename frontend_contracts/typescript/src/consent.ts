// The consent block: what was shown (the form's token) and an answer, true or false, to each flag.
import type { components } from "./generated/shop_api.ts";
import type { Flag } from "./generated/flags.ts";

export type ConsentForm = components["schemas"]["ConsentForm"];
export type ConsentBlock = components["schemas"]["ConsentBlock"];
export type Answers = Partial<Record<Flag, boolean>>;

/** The block of a write, of a form that was really shown and of a person's own answers. */
export function withConsent(form: Pick<ConsentForm, "token">, flags: Answers): ConsentBlock {
  for (const [flag, answer] of Object.entries(flags)) {
    if (typeof answer !== "boolean") throw new TypeError(`${flag} must be answered with true or false`);
  }
  return { form: form.token, flags: flags as Record<string, boolean> };
}

/** Which flags to show for a write: those it cannot do without, those some inputs need, and those that are optional. */
export function questionsOf(form: ConsentForm, write: string): ConsentForm["flags"] {
  const asked = form.writes.find((one) => one.name === write);
  if (!asked) return [];
  const ids = new Set([...asked.required, ...asked.sometimes, ...asked.optional]);
  return form.flags.filter((flag) => ids.has(flag.id));
}

/** Flags that a write cannot do without and that are not answered with true: ask again before sending. */
export function missingFlags(form: ConsentForm, write: string, flags: Answers): string[] {
  const asked = form.writes.find((one) => one.name === write);
  return (asked?.required ?? []).filter((flag) => flags[flag as Flag] !== true);
}

/** Whether a form can still be sent; ask for a new one a little before it ends. */
export function isFresh(form: Pick<ConsentForm, "expires_at">, now = Date.now(), marginSeconds = 60): boolean {
  return Date.parse(form.expires_at) - now > marginSeconds * 1000;
}
