// From a zod schema to the answer a caller reads: every fault with its path.
import type { z } from "zod";
import { type FieldError, fail, type Result, succeed } from "#lib/shared/failure.ts";

/** `where` names the part of the request in the detail: `body`, `query`. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  where: string,
): Result<z.output<Schema>> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return succeed(parsed.data);
  return fail("invalid_input", `The ${where} is not valid; see errors.`, {
    errors: parsed.error.issues.flatMap(toFieldErrors),
  });
}

/** One fault of one field. */
export function failField(path: string, message: string, at: Partial<FieldError> = {}) {
  return fail("invalid_input", `${path}: ${message}`, { errors: [{ ...at, path, message }] });
}

function toFieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const path = issue.path.map(String);
  if (issue.code !== "unrecognized_keys") {
    const message = missing(issue) ? "is required" : issue.message;
    return [{ ...placeOf(issue), path: path.join("."), message }];
  }
  return issue.keys.map((key) => ({ path: [...path, key].join("."), message: "unknown field" }));
}

/** What a schema says with `params: { line, column }`. */
function placeOf(issue: z.core.$ZodIssue): Partial<FieldError> {
  const { line, column } = issue.code === "custom" ? (issue.params ?? {}) : {};
  return typeof line === "number" && typeof column === "number" ? { line, column } : {};
}

function missing(issue: z.core.$ZodIssue): boolean {
  return issue.code === "invalid_type" && issue.message.endsWith("received undefined");
}
