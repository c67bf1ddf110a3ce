// sdk.log on the host's side: adds one line to the run's log.
import type { LogLevel, LogLine } from "#lib/executions/run-result.ts";
import { storedJson, storedText } from "../../stored-text.ts";
import type { SdkTell } from "../room.ts";

const levels: readonly string[] = ["debug", "info", "warn", "error"] satisfies LogLevel[];

type RawLine = { at?: unknown; level?: unknown; message?: unknown; data?: unknown };

export const writeLogLine: SdkTell = (run, message) => {
  // One more than the limit: the line that says the log was cut.
  if (run.logs.length <= run.limits.logLines) run.logs.push(readLine(message as RawLine));
};

function readLine({ at, level, message, data }: RawLine): LogLine {
  const line: LogLine = {
    at: new Date(typeof at === "number" ? at : 0).toISOString(),
    level: isLevel(level) ? level : "info",
    message: storedText(String(message)),
  };
  if (data !== undefined) line.data = JSON.parse(storedJson(JSON.stringify(data)));
  return line;
}

function isLevel(level: unknown): level is LogLevel {
  return typeof level === "string" && levels.includes(level);
}
