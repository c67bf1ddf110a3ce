// From a result to a response: JSON, or an RFC 9457 problem document.
import { type Failure, failureCodes, type Result, toProblem } from "#lib/shared/failure.ts";
import { stringifyJson } from "#lib/shared/stringify-json.ts";

export function answerJson(status: number, value: unknown): Response {
  if (status === 204) return new Response(null, { status });
  return new Response(stringifyJson(value), {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
  });
}

export function answerProblem(failure: Failure, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(toProblem(failure)), {
    status: failureCodes[failure.code].status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      ...(failure.code === "unauthenticated" ? { "www-authenticate": "Bearer" } : {}),
      ...(failure.retryAfterSeconds ? { "retry-after": String(failure.retryAfterSeconds) } : {}),
      ...headers,
    },
  });
}

export function answer(status: number, result: Result<unknown>): Response {
  return result.ok ? answerJson(status, result.value) : answerProblem(result.failure);
}
