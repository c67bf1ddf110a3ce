// The effects of an execution as they are shown: read from their stored text. Pure.
import { escapeInvisible } from "#components/ui/invisible.ts";

export type ShownEffect = {
  /** From 1, in the order of the calls. */
  seq: number;
  /** The call's name: `http.post`. */
  kind: string;
  target: string;
  ms: number;
  ok: boolean;
  /** What the script was told. */
  error: string | null;
  /** JSON text of what came back; cut where it was long, and no JSON then. */
  result: string | null;
  bytes: number | null;
  /** Recorded and not performed. */
  dry: boolean;
};

/** What cannot be read is no effect: it must never keep its page from being drawn. */
export function readEffects(text: string): ShownEffect[] {
  const parsed: unknown = parse(text);
  if (!Array.isArray(parsed)) return [];
  return parsed.flatMap((effect: unknown, index) =>
    typeof effect === "object" && effect !== null ? [toEffect({ ...effect }, index + 1)] : [],
  );
}

/** What the head says of all of them: how many failed, how many were only recorded. */
export function countEffects(effects: readonly ShownEffect[]) {
  return {
    failed: effects.filter(({ ok }) => !ok).length,
    dry: effects.filter(({ dry }) => dry).length,
    longestMs: Math.max(0, ...effects.map(({ ms }) => ms)),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

type Stored = Partial<Record<keyof ShownEffect, unknown>>;

function toEffect({ kind, target, error, ...rest }: Stored, place: number): ShownEffect {
  const result = textIn(rest.result);
  return {
    seq: numberIn(rest.seq) ?? place,
    kind: escapeInvisible(textIn(kind) ?? "unknown"),
    target: escapeInvisible(textIn(target) ?? ""),
    ms: Math.max(0, numberIn(rest.ms) ?? 0),
    ok: rest.ok === true,
    error: error === undefined ? null : escapeInvisible(String(error)),
    result: result === null ? null : escapeInvisible(result),
    bytes: numberIn(rest.bytes),
    dry: rest.dry === true,
  };
}

function textIn(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function numberIn(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
