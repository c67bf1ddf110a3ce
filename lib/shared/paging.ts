// Lists: newest first, page by page, with a cursor that is opaque to the caller.
import { z } from "zod";

const maxPageSize = 200;

export type PageRequest = { limit: number; cursor?: string | undefined };
export type Page<T> = { items: T[]; nextCursor: string | null };

const limit = z
  .string()
  .regex(/^\d{1,4}$/, "is a whole number")
  .transform(Number)
  .pipe(z.number().min(1).max(maxPageSize))
  .default(50)
  .meta({ description: "How many items", type: "integer", minimum: 1, maximum: maxPageSize });

const isUuid = (text: string) =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);

/** `limit` and `cursor` of a list whose key passes `isKey` (by default a UUID). */
export function pageQuery(isKey: (key: string) => boolean = isUuid) {
  const cursor = z
    .string()
    .max(1_000)
    .transform(decode)
    .refine(isKey, "is not a cursor of this list")
    .meta({ description: "`nextCursor` of the page before", type: "string" });
  return { limit, cursor: cursor.optional() };
}

/** `rows` holds one row more than asked for when there is a next page. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  { limit: size }: PageRequest,
  map: { key: (row: Row) => string | number; item: (row: Row) => Item },
): Page<Item> {
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  const more = rows.length > size && last !== undefined;
  return {
    items: shown.map(map.item),
    nextCursor: more ? encodeCursor(String(map.key(last))) : null,
  };
}

export function encodeCursor(key: string): string {
  return Buffer.from(key).toString("base64url");
}

function decode(cursor: string): string {
  return Buffer.from(cursor, "base64url").toString("utf8");
}
