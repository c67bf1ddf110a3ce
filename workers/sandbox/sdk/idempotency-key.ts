// The delivery's own key, which is the same in all of its attempts.
import type { HostRun } from "./room.ts";

/** Null where the run's context has none. */
export function idempotencyKeyOf({ contextJson }: HostRun): string | null {
  const context: unknown = JSON.parse(contextJson);
  if (typeof context !== "object" || context === null) return null;
  const key = "idempotencyKey" in context ? context.idempotencyKey : null;
  return typeof key === "string" ? key : null;
}
