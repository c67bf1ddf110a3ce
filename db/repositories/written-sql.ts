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

/** Name and message of a run's error, cut; who cancelled it needs no name before it. */
export function errorText(error: SQL): SQL {
  return sql`left(case when ${error} ->> 'name' = 'Cancelled' then '' else (${error} ->> 'name') || ': ' end
    || (${error} ->> 'message'), 300)`;
}

/** Of the script `s`, joined to what names it and perhaps not there: `NamedScript` without its id. */
export const scriptNamed = sql`s.name as "scriptName", (s.id is null or s.deleted_at is not null) as "scriptDeleted"`;
