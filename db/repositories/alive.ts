// Is the database there, asked with a short patience.
import type { Sql } from "#db/client.ts";

const patienceMs = 2_000;

/** Null when the database answers, else the reason for a person. */
export async function isAlive(sql: Sql): Promise<string | null> {
  const query = sql`select 1`;
  const late = new Promise<string>((resolve) => {
    setTimeout(
      () => resolve(`the database did not answer within ${patienceMs} ms`),
      patienceMs,
    ).unref();
  });
  return Promise.race([
    query.then(
      () => null,
      () => "the database cannot be reached",
    ),
    late,
  ]);
}
