// Schemas that several nouns share.
import { z } from "zod";
import type { JsonText } from "#lib/shared/stringify-json.ts";

export const idSchema = z.guid().meta({ description: "A UUIDv7" });

export const idParams = z.object({ id: idSchema });

/** ISO 8601 UTC in answers. */
export const instantSchema = z.iso.datetime().meta({ description: "ISO 8601, UTC" });

/** A point in time in a query: any ISO 8601 instant or date that Postgres can turn into an id. */
export const timeQuery = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()])
  .refine((text) => Date.parse(text) >= 0, "must not be before 1970");

/** Rows on a screen that are asked for by id beside the list: `id,id,…`. */
export const watchQuery = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(idSchema).max(100))
  .default([]);

/** A text a person writes: why, what for. */
export const noteText = (max: number) => z.string().trim().min(1).max(max);

/** Any JSON; in an answer it is the stored text as it came in. */
export const anyJson = z.unknown().meta({ description: "Any JSON" }) as z.ZodType<
  JsonText | unknown
>;

/** The answer of a list. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
