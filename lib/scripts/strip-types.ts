// Takes the types out of a script with Node's own function, which leaves every line and column where it was.
import { stripTypeScriptTypes } from "node:module";
import {
  modulesRefused,
  type PreparedSource,
  type SourceError,
} from "#lib/scripts/prepared-source.ts";

// A script may return; for the stripper it must be inside a function, on lines of its own.
const opening = "async () => {\n";
const closing = "\n}";

export function stripTypes(source: string): PreparedSource {
  try {
    const stripped = stripTypeScriptTypes(`${opening}${source}${closing}`, { mode: "strip" });
    return { ok: true, javascript: stripped.slice(opening.length, -closing.length) };
  } catch (error) {
    return { ok: false, error: sourceErrorFrom(error) };
  }
}

/** Node tells the place only in the first lines of the stack: `:line`, the code, and carets below the fault. */
function sourceErrorFrom(error: unknown): SourceError {
  if (!(error instanceof Error)) return { message: "This is not TypeScript", line: 1, column: 1 };
  const [place = "", ...code] = (error.stack ?? "").split("\n");
  const line = Number(/:(\d+)$/.exec(place)?.[1] ?? 2) - 1;
  const carets = code.find((text) => /^\s*\^+$/.test(text)) ?? "";
  return {
    message: explain(error.message),
    line: Math.max(1, line),
    column: carets.indexOf("^") + 1 || 1,
  };
}

function explain(message: string): string {
  if (message.includes("'import', and 'export'")) return modulesRefused;
  const needsMore = /^TypeScript (.+) is not supported in strip-only mode/.exec(message);
  if (!needsMore) return message;
  return `A script's types are only taken out, so a TypeScript ${needsMore[1]} cannot run; write it in plain JavaScript`;
}
