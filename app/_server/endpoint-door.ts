// Endpoints of tenants, /x/{tenant}/{path}: hands a request to a worker and its answer back. It is the console's own origin:
// what passes in either direction is decided in lib/endpoints/header-names.ts, and every answer gets the same frame.
import { readEndpointAddress } from "#lib/endpoints/endpoint-address.ts";
import { endpointLimits } from "#lib/endpoints/endpoint-limits.ts";
import {
  callerAuthorization,
  frameHeaders,
  heardHeaders,
  notReadyHeader,
  returnedHeaders,
} from "#lib/endpoints/header-names.ts";
import { hardRunLimits } from "#lib/executions/run-limits.ts";
import { type Failure, fail, type Result, succeed } from "#lib/shared/failure.ts";
import { answerProblem } from "./answer.ts";
import { forgetWorkers, knownWorkers } from "./known-workers.ts";
import { observe } from "./observe.ts";
import { readBytes } from "./read-body.ts";
import type { WorkerAnswer, WorkerReply } from "./worker-call.ts";
import { askWorkers } from "./worker-door.ts";

const { bodyBytes, bodyMs, lineMs, retryAfterSeconds } = endpointLimits;
const patienceMs = hardRunLimits.wallMs + lineMs + 10_000;
const emptyStatuses = [204, 205, 304];

export async function answerEndpoint(request: Request): Promise<Response> {
  const response = await observe(request, () => forward(request), "debug");
  for (const [name, value] of Object.entries(frameHeaders)) response.headers.set(name, value);
  if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
  return response;
}

async function forward(request: Request): Promise<Response> {
  const target = readTarget(request);
  if (!target.ok) return answerProblem(target.failure);
  const body = await readBytes(request, { most: bodyBytes, withinMs: bodyMs });
  if (!body.ok) return answerProblem(body.failure, { connection: "close" });
  const reply = await askWorkers(await knownWorkers(), {
    method: request.method,
    path: target.value,
    headers: questionHeaders(request.headers),
    body: body.value,
    waitMs: patienceMs,
    maxAnswerBytes: 2 * hardRunLimits.resultBytes,
    isQuick: true,
    isNotReady: ({ headers }) => notReadyHeader in headers,
  });
  if (reply.kind === "unreached") forgetWorkers();
  return reply.kind === "answered" ? toResponse(request.method, reply) : refuse(reply.kind);
}

/** Path and query. */
function readTarget({ url, headers }: Request): Result<string> {
  // A script's text must never become a service worker of the console's origin.
  if (headers.has("service-worker")) return fail("forbidden", "No service worker comes from here.");
  const { pathname, search } = new URL(url);
  const target = `${pathname}${search}`;
  if (readEndpointAddress(target)) return succeed(target);
  return fail("not_found", "There is no endpoint at this address.");
}

function questionHeaders(headers: Headers): Record<string, string> {
  const authorization = headers.get("authorization");
  return {
    ...Object.fromEntries(heardHeaders(headers)),
    ...(authorization === null ? {} : { [callerAuthorization]: authorization }),
  };
}

function toResponse(method: string, { status, headers, body }: WorkerAnswer): Response {
  const isEmpty = method === "HEAD" || emptyStatuses.includes(status);
  return new Response(isEmpty ? null : new Uint8Array(body), {
    status,
    headers: returnedHeaders(headers),
  });
}

const refusals: Record<Exclude<WorkerReply["kind"], "answered">, Failure> = {
  unreached: {
    code: "unavailable",
    detail: "No worker is running just now. Nothing was run; try again.",
    retryAfterSeconds,
  },
  lost: {
    code: "unavailable",
    detail: "The worker was lost while it answered. What the script had done by then stays done.",
  },
  late: {
    code: "unavailable",
    detail: "The answer takes too long. When the run ends it is among the executions.",
  },
};

function refuse(kind: keyof typeof refusals): Response {
  return answerProblem(refusals[kind]);
}
