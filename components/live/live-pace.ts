// When to ask again, and what to say meanwhile: decided from the last answers alone.
import { type FailureCode, mayPass } from "#lib/shared/failure.ts";

export type LiveState =
  | { kind: "live" }
  | { kind: "reconnecting" }
  /** Asking again would bring the same refusal. */
  | { kind: "refused"; detail: string }
  /** What is shown will not change any more. */
  | { kind: "over" };

/** The last read failed: how long after the last answer, and with which refusal (null: the server was not reached). */
export type Setback = { sinceMs: number; code: FailureCode | null; detail: string };

const slowestMs = 30_000;

/** Waits as long again as it has been failing, half a minute at most. Never again after a refusal. */
export function nextReadMs(everyMs: number | false, setback: Setback | null): number | false {
  if (everyMs === false || !setback) return everyMs;
  if (isRefusal(setback)) return false;
  return Math.max(everyMs, Math.min(setback.sinceMs, slowestMs));
}

export function liveStateOf(everyMs: number | false, setback: Setback | null): LiveState {
  if (setback && isRefusal(setback)) return { kind: "refused", detail: setback.detail };
  if (setback) return { kind: "reconnecting" };
  return { kind: everyMs === false ? "over" : "live" };
}

function isRefusal({ code }: Setback): boolean {
  return code !== null && !mayPass(code);
}
