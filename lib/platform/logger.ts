// One structured line per thing worth knowing, on stdout. What must not be logged: payloads, keys, secrets.
import { type Logger, pino } from "pino";
import { env } from "#lib/platform/env.ts";

let shared: Logger | undefined;

/** The process's logger; made on first use, so that importing a module never reads the environment. */
export function logger(): Logger {
  shared ??= pino({ level: env("LOG_LEVEL"), base: null });
  return shared;
}
