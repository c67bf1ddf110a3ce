// What this machine allows at most (decision 47): batch ingest over HTTP, one table, batched claim and settle.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { postAll } from "../load.ts";

export type Ceiling = { round: (events: number) => Promise<number>; stop: () => Promise<void> };

const port = 3_590;

/** `serverUrl` is the same Postgres the product uses; the ceiling has a database of its own in it. */
export async function startCeiling(serverUrl: string): Promise<Ceiling> {
  const url = await createDatabase(serverUrl);
  const sql = postgres(url, { max: 1 });
  const children = [await start("door.ts", url), await start("consumer.ts", url)];
  return {
    round: (events) => measure(sql, events),
    stop: async () => {
      for (const child of children) child.disconnect();
      await sql.end();
    },
  };
}

/** Events per second from the first POST to the last settled row. */
async function measure(sql: postgres.Sql, events: number): Promise<number> {
  await sql`truncate tasks`;
  const start = performance.now();
  await postAll({ url: `http://127.0.0.1:${port}/`, headers: {}, events });
  for (;;) {
    const [row] = await sql`select count(*)::int as open from tasks where state <> 'done'`;
    if (row?.["open"] === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return events / ((performance.now() - start) / 1_000);
}

async function createDatabase(serverUrl: string): Promise<string> {
  const server = postgres(serverUrl, { max: 1, onnotice: () => {} });
  await server`drop database if exists bench_ceiling with (force)`;
  await server`create database bench_ceiling`;
  await server.end();
  const url = new URL(serverUrl);
  url.pathname = "/bench_ceiling";
  const sql = postgres(url.href, { max: 1, onnotice: () => {} });
  await sql`create table tasks (
    id bigint generated always as identity primary key, state text not null default 'ready', data json not null,
    finished_at timestamptz)`;
  await sql`create index tasks_ready on tasks (id) where state = 'ready'`;
  await sql.end();
  return url.href;
}

async function start(file: string, databaseUrl: string): Promise<ChildProcess> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const env = { ...process.env, DATABASE_URL: databaseUrl, PORT: String(port) };
  const child = fork(path, { env });
  await once(child, "message");
  return child;
}
