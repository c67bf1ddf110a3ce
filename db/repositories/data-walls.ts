// Which walls of the tenants' own database do not hold: only a superuser can take a built-in right from everybody.
import type { Sql } from "#db/client.ts";

/** In the order of the table; empty when all hold. */
export async function findMissingWalls(data: Sql): Promise<string[]> {
  const [row] = await data<{ [wall: string]: boolean }[]>`
    select has_table_privilege('public', 'pg_catalog.pg_class', 'select') as "catalogs",
      has_function_privilege('public', 'pg_catalog.pg_advisory_lock(bigint)', 'execute') as "functions",
      current_setting('temp_file_limit') = '-1' as "temporary files"`;
  return Object.entries(row ?? {}).flatMap(([wall, isMissing]) => (isMissing ? [wall] : []));
}
