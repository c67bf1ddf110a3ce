// From a script's call to the request that goes out: what it left out is filled in, what it said stays.
import type { Header } from "#lib/egress/judge-headers.ts";
import { type EgressMethod, isSafeMethod } from "#lib/egress/methods.ts";
import type { EgressRequest } from "#workers/egress/egress-request.ts";
import { idempotencyKeyOf } from "../idempotency-key.ts";
import type { HostRun } from "../room.ts";
import { httpLimits } from "./limits.ts";
import { type RequestArgs, urlOf } from "./request-args.ts";
import { userAgent } from "./user-agent.ts";

/** Counts the run's unsafe requests: call it once for each, in their order. */
export function buildRequest(run: HostRun, method: EgressMethod, args: RequestArgs): EgressRequest {
  const [, body, { headers = {}, timeoutMs = httpLimits.timeoutMs }] = args;
  const own = Object.entries(headers).map(([name, value]): Header => [name, String(value)]);
  const said = new Set(own.map(([name]) => name.toLowerCase()));
  const defaults: [name: string, value: string | null][] = [
    ["user-agent", userAgent],
    ["accept", "application/json, */*;q=0.8"],
    ["content-type", body?.type ?? null],
    ["idempotency-key", isSafeMethod(method) ? null : nextKey(run)],
  ];
  const added = defaults.filter((one): one is [string, string] => isMissing(one, said));
  return {
    tenantId: run.script.tenantId,
    method,
    url: urlOf(args),
    headers: [...own, ...added],
    body: body?.text ?? null,
    timeoutMs,
    signal: run.signal(),
  };
}

function isMissing([name, value]: [string, string | null], said: ReadonlySet<string>): boolean {
  return value !== null && !said.has(name);
}

/**
 * `<idempotencyKey>:<n>` of the n-th unsafe request of the run (decision 23): the same in every attempt, as long as the
 * script asks in the same order. Requests with a key of the script's own count, too.
 */
function nextKey(run: HostRun): string | null {
  const count = run.keep("http", () => ({ unsafe: 0 }));
  count.unsafe += 1;
  const key = idempotencyKeyOf(run);
  return key === null ? null : `${key}:${count.unsafe}`;
}
