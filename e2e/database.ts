// The instance's database, as its administrator reaches it: for what no door of the product offers a story.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openSql, type Sql } from "#db/client.ts";
import { clusterUrl } from "#db/embedded/cluster.mjs";
import type { Instance } from "./instance.ts";

type Kept = { port: number; password: string };

const name = "scriptbus";
const webLogin = "scriptbus_app";

export function withDatabase<T>(
  place: Pick<Instance, "dataDir">,
  work: (sql: Sql) => Promise<T>,
): Promise<T> {
  return withOne(name, place, work);
}

/** The tenants' own database. */
export function withTenantsDatabase<T>(
  place: Pick<Instance, "dataDir">,
  work: (sql: Sql) => Promise<T>,
): Promise<T> {
  return withOne(`${name}_data`, place, work);
}

async function withOne<T>(
  database: string,
  { dataDir }: Pick<Instance, "dataDir">,
  work: (sql: Sql) => Promise<T>,
): Promise<T> {
  const { port, password }: Kept = JSON.parse(readFileSync(join(dataDir, "postgres.json"), "utf8"));
  const cluster = { directory: join(dataDir, "postgres"), settings: {}, port, password };
  const sql = openSql(clusterUrl(cluster, database), { max: 1, applicationName: "story" });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** The console reaches no database while `work` runs: its login is cut off and refused. */
export async function withoutDatabase(
  instance: Pick<Instance, "dataDir">,
  work: () => Promise<void>,
): Promise<void> {
  await withDatabase(instance, async (sql) => {
    await sql.unsafe(`alter role ${webLogin} connection limit 0`);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where usename = ${webLogin}`;
  });
  try {
    await work();
  } finally {
    await withDatabase(instance, (sql) => sql.unsafe(`alter role ${webLogin} connection limit -1`));
  }
}
