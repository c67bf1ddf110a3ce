// How often something may be done. Counted in this process, in fixed windows.
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Failure } from "#lib/shared/failure.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import type { Operation } from "./operation.ts";

export type Rate = {
  /** What is counted. */
  name: string;
  /** For whom. */
  key: string;
  points: number;
  seconds: number;
  cost: number;
};

// Next may load this module more than once; the counters must exist once per process.
const shared = globalThis as typeof globalThis & {
  scriptbusLimiters?: Map<string, RateLimiterMemory>;
};

/** The management API of one key (decision 7). Null when the actor may go on. */
export function limitManagement(actor: Actor): Promise<Failure | null> {
  const points = actor.limits.managementRequestsPerMinute;
  return limitRate({ name: "management", key: actor.id, points, seconds: 60, cost: 1 });
}

/** One operation of one tenant, by whichever door it is asked for. Null when the actor may go on. */
export async function limitOperation(
  { id: name, perMinute: points }: Pick<Operation, "id" | "perMinute">,
  { tenantId: key }: Actor,
): Promise<Failure | null> {
  return points ? limitRate({ name, key, points, seconds: 60, cost: 1 }) : null;
}

/** Takes `cost` of the `points` that `key` has in a window; a failure when there are not that many left. */
export async function limitRate({
  name,
  key,
  points,
  seconds,
  cost,
}: Rate): Promise<Failure | null> {
  try {
    await limiter(`${name}:${points}`, points, seconds).consume(key, cost);
    return null;
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    const window = seconds === 60 ? "minute" : `${seconds} s`;
    const detail = `The limit is ${points} in a ${window}. Try again in ${retryAfterSeconds} s.`;
    return { code: "rate_limited", detail, retryAfterSeconds };
  }
}

function limiter(keyPrefix: string, points: number, duration: number): RateLimiterMemory {
  shared.scriptbusLimiters ??= new Map();
  const found = shared.scriptbusLimiters.get(keyPrefix);
  if (found) return found;
  const made = new RateLimiterMemory({ keyPrefix, points, duration });
  shared.scriptbusLimiters.set(keyPrefix, made);
  return made;
}
