// A source as it may be saved: within the tenant's size and parsed, with the JavaScript that will run.
import { prepareSource } from "#lib/scripts/prepare-source.ts";
import { type Result, succeed } from "#lib/shared/failure.ts";
import { failField } from "#lib/shared/parse-input.ts";
import type { TenantLimits } from "#lib/tenancy/tenant-limits.ts";

export type ScriptLanguage = "javascript" | "typescript";

/** The value is plain JavaScript with the author's lines and columns. */
export function readSource(
  source: string,
  language: ScriptLanguage,
  { sourceBytes }: Pick<TenantLimits, "sourceBytes">,
): Result<string> {
  const size = Buffer.byteLength(source);
  if (size > sourceBytes) {
    return failField("source", `has ${size} bytes; this tenant's limit is ${sourceBytes}`);
  }
  const prepared = prepareSource(source, language);
  if (prepared.ok) return succeed(prepared.javascript);
  const { message, line, column } = prepared.error;
  return failField("source", message, { line, column });
}
