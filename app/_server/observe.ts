// Around every request: an id in the answer and the log, and no error that escapes.
import { randomUUID } from "node:crypto";
import { withoutParameters } from "#db/errors.ts";
import { logger } from "#lib/platform/logger.ts";
import type { Failure } from "#lib/shared/failure.ts";
import { answerProblem } from "./answer.ts";
import { databaseFailure } from "./database-failure.ts";

/** What the work may add to the log line. */
export type Trace = { requestId: string; tenantId?: string; keyId?: string; userId?: string };

const unexpected = (requestId: string): Failure => ({
  code: "internal",
  detail: `Something went wrong on our side. The request id ${requestId} finds it in the log.`,
});

/** `level` is that of the line about a request that went well. */
export async function observe(
  request: Request,
  work: (trace: Trace) => Promise<Response>,
  level: "info" | "debug" = "info",
): Promise<Response> {
  const trace: Trace = { requestId: randomUUID() };
  const startedAt = performance.now();
  const response = await work(trace).catch((error: unknown) => toAnswer(error, trace));
  response.headers.set("x-request-id", trace.requestId);
  const ms = Math.round(performance.now() - startedAt);
  const path = new URL(request.url).pathname;
  const line = { ...trace, method: request.method, path, status: response.status, ms };
  logger()[response.ok ? level : "info"](line, "request");
  return response;
}

function toAnswer(error: unknown, trace: Trace): Response {
  return answerProblem(toFailure(error, trace));
}

/** Logs what escaped and says as much of it as a caller may know. */
export function toFailure(error: unknown, trace: Trace): Failure {
  const away = databaseFailure(error);
  logger()[away ? "warn" : "error"]({ ...trace, err: withoutParameters(error) }, "request failed");
  return away ?? unexpected(trace.requestId);
}
