// The ways a request can be refused: one table of codes. Expected failures are returned values, never thrown.

export const failureCodes = {
  malformed: { status: 400, title: "The request could not be read" },
  unauthenticated: { status: 401, title: "Sign-in or API key required" },
  forbidden: { status: 403, title: "Not allowed" },
  not_found: { status: 404, title: "Not found" },
  method_not_allowed: { status: 405, title: "Method not possible here" },
  too_slow: { status: 408, title: "The request did not arrive in time" },
  conflict: { status: 409, title: "In conflict with the current state" },
  too_large: { status: 413, title: "Too large" },
  unsupported_media_type: { status: 415, title: "Content type not supported" },
  invalid_input: { status: 422, title: "Invalid input" },
  rate_limited: { status: 429, title: "Too many requests" },
  internal: { status: 500, title: "Unexpected error" },
  unavailable: { status: 503, title: "Temporarily unavailable" },
} as const satisfies Record<string, { status: number; title: string }>;

export type FailureCode = keyof typeof failureCodes;

const passing: readonly FailureCode[] = ["rate_limited", "unavailable", "internal"];

/** It is not about what was asked: the same may be answered later. */
export function mayPass(code: FailureCode): boolean {
  return passing.includes(code);
}

/** One thing that is wrong with the input; `path` is a JSON path such as `data.amount` or `filter`. */
export type FieldError = { path: string; message: string; line?: number; column?: number };

/** `detail` is for a person: what happened, then what to do. */
export type Failure = {
  code: FailureCode;
  detail: string;
  errors?: readonly FieldError[];
  retryAfterSeconds?: number;
};

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

export function succeed<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail(
  code: FailureCode,
  detail: string,
  more: Omit<Failure, "code" | "detail"> = {},
): { ok: false; failure: Failure } {
  return { ok: false, failure: { code, detail, ...more } };
}

/** An RFC 9457 problem document. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: FailureCode;
  errors?: readonly FieldError[];
};

export function toProblem(failure: Failure): Problem {
  const { status, title } = failureCodes[failure.code];
  return {
    type: "about:blank",
    title,
    status,
    detail: failure.detail,
    code: failure.code,
    ...(failure.errors ? { errors: failure.errors } : {}),
  };
}
