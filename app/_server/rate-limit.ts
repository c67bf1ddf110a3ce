// How often a key may call the management API (decision 7). Counted in this process.
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Failure } from "#lib/shared/failure.ts";
import type { Actor } from "#lib/tenancy/actor.ts";

const shared = globalThis as typeof globalThis & {
  scriptbusLimiters?: Map<string, RateLimiterMemory>;
};

/** Null when the actor may go on. */
export function limitManagement(actor: Actor): Promise<Failure | null> {
  return limitPerMinute("management", actor.id, actor.limits.managementRequestsPerMinute);
}

/** Counts one use of `name` by `key`; a failure when there were already `points` within the minute. */
export async function limitPerMinute(
  name: string,
  key: string,
  points: number,
): Promise<Failure | null> {
  try {
    await limiter(name, points).consume(key);
    return null;
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    const detail = `More than ${points} requests in a minute. Try again in ${retryAfterSeconds} s.`;
    return { code: "rate_limited", detail, retryAfterSeconds };
  }
}

function limiter(name: string, points: number): RateLimiterMemory {
  shared.scriptbusLimiters ??= new Map();
  const key = `${name}:${points}`;
  const found = shared.scriptbusLimiters.get(key);
  if (found) return found;
  const made = new RateLimiterMemory({ keyPrefix: key, points, duration: 60 });
  shared.scriptbusLimiters.set(key, made);
  return made;
}
