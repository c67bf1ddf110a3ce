// The parts of a request that a door checks: path, query, form. Text that could not be stored is refused here.
import type { z } from "zod";
import { placeFilterFault } from "#lib/filters/place-filter-fault.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import { parseInput } from "#lib/shared/parse-input.ts";
import { findUnstorable } from "#lib/shared/storable-json.ts";
import { readBytes } from "./read-body.ts";

export type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };

const maxDepth = 64;

/** A path that does not fit names nothing. */
export async function readParams<P extends z.ZodObject>(
  schema: P | undefined,
  context: RouteContext,
): Promise<Result<z.output<P>>> {
  if (!schema) return succeed({} as z.output<P>);
  const parsed = schema.safeParse(await context.params);
  return parsed.success ? succeed(parsed.data) : fail("not_found", "There is nothing here.");
}

export function readQuery<Q extends z.ZodObject>(
  schema: Q | undefined,
  url: string,
): Result<z.output<Q>> {
  if (!schema) return succeed({} as z.output<Q>);
  return readValue(schema, Object.fromEntries(new URL(url).searchParams), "query");
}

/** An `application/x-www-form-urlencoded` body as its fields; of a repeated name the last one counts. */
export async function readForm(request: Request): Promise<Result<Record<string, string>>> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) {
    const detail = "Send the form as application/x-www-form-urlencoded.";
    return fail("unsupported_media_type", detail);
  }
  const bytes = await readBytes(request);
  if (!bytes.ok) return bytes;
  const text = new TextDecoder().decode(bytes.value);
  return succeed(Object.fromEntries(new URLSearchParams(text)));
}

/** `where` names the part of the request in the detail: `query`, `form`, `input`. */
export function readValue<S extends z.ZodType>(
  schema: S,
  value: unknown,
  where: string,
): Result<z.output<S>> {
  const problem = findUnstorable(value, maxDepth);
  if (!problem) return parseInput(schema, value, where);
  const errors = [placeFilterFault(problem, value)];
  return fail("invalid_input", `The ${where} is not valid.`, { errors });
}
