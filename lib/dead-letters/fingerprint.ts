// Which dead letters are "the same error": the name, the message without what varies, and the top frame.
import { createHash } from "node:crypto";
import type { RunError } from "#lib/executions/run-result.ts";

const volatileParts: readonly [RegExp, string][] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, "<id>"],
  // An apostrophe inside a word opens nothing.
  [/"[^"]*"|(?<!\w)'[^']*'|`[^`]*`/g, "<text>"],
  [/\b0x[0-9a-f]+\b|\b[0-9a-f]{16,}\b/gi, "<hex>"],
  [/-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi, "<n>"],
];

/** 16 hexadecimal characters; equal for errors that differ only in ids, quoted text and numbers. */
export function fingerprint(error: RunError): string {
  const topFrame = error.line === undefined ? "" : `${error.line}:${error.column ?? 0}`;
  const parts = [error.name, normaliseMessage(error.message), topFrame];
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 16);
}

function normaliseMessage(message: string): string {
  const mark = (text: string, [pattern, name]: (typeof volatileParts)[number]) =>
    text.replace(pattern, name);
  return volatileParts.reduce(mark, message).slice(0, 1_000);
}
