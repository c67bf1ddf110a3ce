// Durations as people write them in a form: `500 ms`, `2 s`, `5 min`, `1 h`. A number alone is seconds.

const units = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000 } as const;
type Unit = keyof typeof units;

const written = /^(\d+(?:\.\d+)?)\s*(ms|s|sec|m|min|h|d)?$/i;
const spoken: Record<string, number> = { ...units, sec: 1_000, m: 60_000, d: 86_400_000 };

/** Milliseconds; null when the text is no duration. */
export function readDuration(text: string): number | null {
  const match = written.exec(text.trim());
  if (!match) return null;
  return Math.round(Number(match[1]) * (spoken[(match[2] ?? "s").toLowerCase()] ?? 1_000));
}

/** In the largest unit that needs no more than one decimal; `readDuration` gives the same number again. */
export function writeDuration(ms: number): string {
  const fitting = (["h", "min", "s"] as const).find(
    (unit) => ms >= units[unit] && Number.isInteger((ms / units[unit]) * 10),
  );
  const unit: Unit = fitting ?? "ms";
  return `${ms / units[unit]} ${unit}`;
}

/** `1 s, 10 s, 5 min`; null when one of them is no duration. */
export function readDurations(text: string): number[] | null {
  const parts = text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const durations = parts.map(readDuration);
  return durations.every((ms) => ms !== null) ? durations : null;
}
