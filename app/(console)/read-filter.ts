// The filters of a list as its address has them. Empty ones are not there; what the list does not know is left alone.
import type { z } from "zod";
import { readValue } from "#app/_server/read-input.ts";
import type { Result } from "#lib/shared/failure.ts";

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export async function readFilter<S extends z.ZodObject>(
  schema: S,
  searchParams: SearchParams,
): Promise<Result<z.output<S>>> {
  const asked = await searchParams;
  const known = Object.keys(schema.shape).flatMap((name) => {
    const value = asked[name];
    const last = Array.isArray(value) ? value.at(-1) : value;
    return last === undefined || last === "" ? [] : [[name, last]];
  });
  return readValue(schema, Object.fromEntries(known), "address");
}
