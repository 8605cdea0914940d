// Problems (RFC 9457) as an error that TypeScript can tell apart by code.
import type { components } from "./generated/shop_api.ts";
import type { ErrorCode } from "./generated/error_codes.ts";

type ProblemDocument = components["schemas"]["Problem"];

/** What a service answers instead of success. `code` may be one that is newer than these types. */
export type Problem = Omit<ProblemDocument, "code"> & { code: ErrorCode | (string & {}) };

/** A refusal. Tell refusals apart by `code`; show `detail` to people, it is in the language asked for. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: Problem;
  /** Seconds after which asking again makes sense, where the service says so. */
  readonly retryAfter: number | null;

  constructor(problem: Problem, retryAfter: number | null = null) {
    super(`${problem.code}: ${problem.detail}`);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  get code(): Problem["code"] {
    return this.problem.code;
  }

  get status(): number {
    return this.problem.status;
  }

  /** Whether this is one of these refusals. */
  is(...codes: ErrorCode[]): boolean {
    return (codes as string[]).includes(this.code);
  }

  /** What is wrong with one member of the input, such as `/buyer/phone`; null when nothing is. */
  at(pointer: string): string | null {
    return this.problem.errors.find((one) => one.pointer === pointer)?.detail ?? null;
  }
}

/** Read a refusal from a response; an answer that is no problem document becomes one. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const seconds = Number(response.headers.get("Retry-After"));
  const retryAfter = response.headers.has("Retry-After") && Number.isFinite(seconds) ? seconds : null;
  const document = (await response.json().catch(() => null)) as Problem | null;
  if (document && typeof document.code === "string") return new ProblemError(document, retryAfter);
  // A proxy in between, or a page of a captive network.
  const unknown = { type: "about:blank", title: response.statusText, status: response.status, errors: [] };
  return new ProblemError({ ...unknown, detail: `HTTP ${response.status}`, code: "unreadable" } as Problem, retryAfter);
}
