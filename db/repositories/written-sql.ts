// Pieces that the written reads share.
import { type SQL, sql } from "drizzle-orm";

/** An instant as ISO 8601 UTC text. */
export function isoTime(column: SQL): SQL {
  return sql`to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

type OptionalFilter = [value: string | undefined, filter: (value: string) => SQL];

/** `and …` for each value that is there. */
export function optionalFilters(filters: readonly OptionalFilter[]): SQL {
  const present = filters.flatMap(([value, filter]) =>
    value === undefined ? [] : [sql` and ${filter(value)}`],
  );
  return sql.join(present);
}
