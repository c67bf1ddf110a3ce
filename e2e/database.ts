// The instance's database, as its administrator reaches it: for what no door of the product offers a story.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openSql, type Sql } from "#db/client.ts";
import { clusterUrl } from "#db/embedded/cluster.mjs";
import type { Instance } from "./instance.ts";

type Kept = { port: number; password: string };

const name = "scriptbus";

export async function withDatabase<T>(
  { dataDir }: Pick<Instance, "dataDir">,
  work: (sql: Sql) => Promise<T>,
  database = name,
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

/** Nobody reaches the database while `work` runs: whoever was connected is cut off, whoever comes is refused. */
export async function withoutDatabase(
  instance: Pick<Instance, "dataDir">,
  work: () => Promise<void>,
): Promise<void> {
  await withDatabase(instance, (sql) => allow(sql, false), "postgres");
  try {
    await work();
  } finally {
    await withDatabase(instance, (sql) => allow(sql, true), "postgres");
  }
}

async function allow(sql: Sql, isAllowed: boolean): Promise<void> {
  await sql.unsafe(`alter database ${name} allow_connections ${isAllowed}`);
  if (isAllowed) return;
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
}
