// The log of an execution as it is shown: read from its stored text, narrowed by level and by words. Pure.
import { escapeInvisible } from "#components/ui/invisible.ts";

export const logLevels = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof logLevels)[number];

export type ShownLine = {
  /** From 1, in the order in which the script wrote them. */
  number: number;
  at: string;
  level: LogLevel;
  message: string;
  /** JSON text of what was logged beside the message. */
  data: string | null;
};

export type LogFilter = { level: LogLevel | null; words: string };

/** What cannot be read is no line: a log must never keep its page from being drawn. */
export function readLogLines(text: string): ShownLine[] {
  const parsed: unknown = parse(text);
  if (!Array.isArray(parsed)) return [];
  return parsed.flatMap((line: unknown, index) => {
    if (typeof line !== "object" || line === null) return [];
    return [toLine({ at: "", level: "", message: "", ...line }, index + 1)];
  });
}

/** Of one level, and holding all the words, in any case of letters, in the message or the data. */
export function narrowLog(lines: readonly ShownLine[], { level, words }: LogFilter): ShownLine[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return lines.filter((line) => {
    if (level !== null && line.level !== level) return false;
    if (wanted.length === 0) return true;
    const text = `${line.message}\n${line.data ?? ""}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

export function countLevels(lines: readonly ShownLine[]): Record<LogLevel, number> {
  const counts = { debug: 0, info: 0, warn: 0, error: 0 };
  for (const { level } of lines) counts[level] += 1;
  return counts;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

type Stored = { at: unknown; level: unknown; message: unknown; data?: unknown };

function toLine({ at, level, message, data }: Stored, number: number): ShownLine {
  return {
    number,
    at: String(at),
    level: logLevels.find((known) => known === level) ?? "info",
    message: escapeInvisible(String(message)),
    data: data === undefined ? null : JSON.stringify(data),
  };
}
