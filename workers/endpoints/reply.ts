// What an endpoint's caller is answered.
import type { ServerResponse } from "node:http";
import { type Failure, failureCodes, toProblem } from "#lib/shared/failure.ts";

export type Reply = { status: number; headers: Readonly<Record<string, string>>; body: string };

export function problemReply(
  failure: Failure,
  more: { headers?: Record<string, string>; executionId?: string } = {},
): Reply {
  const { executionId, headers } = more;
  const problem = { ...toProblem(failure), ...(executionId ? { executionId } : {}) };
  return {
    status: failureCodes[failure.code].status,
    headers: {
      "content-type": "application/problem+json",
      ...(failure.retryAfterSeconds ? { "retry-after": String(failure.retryAfterSeconds) } : {}),
      ...headers,
    },
    body: JSON.stringify(problem),
  };
}

export function sendReply(response: ServerResponse, { status, headers, body }: Reply): void {
  const length =
    status === 204 || status === 304 ? {} : { "content-length": Buffer.byteLength(body) };
  response.writeHead(status, { ...headers, ...length });
  response.end(body);
}
