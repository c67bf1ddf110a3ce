// The process's database handles, made on first use: importing this never connects, so a build needs no database.
import { sql as raw } from "drizzle-orm";
import { type DatabaseHandle, openDatabase, openSql, type Sql } from "#db/client.ts";
import { dataUrl } from "#db/data/data-url.ts";
import { env } from "#lib/platform/env.ts";

type Handles = { drizzle?: DatabaseHandle; written?: Sql; data?: Sql };

// Next may load this module more than once; the pools must exist once per process.
const shared = globalThis as typeof globalThis & { scriptbusHandles?: Handles };

function handles(): Handles {
  shared.scriptbusHandles ??= {};
  return shared.scriptbusHandles;
}

/** For everyday reads and writes. */
export function database(): DatabaseHandle["db"] {
  const options = { max: 10, applicationName: "scriptbus-web" };
  handles().drizzle ??= openDatabase(env("DATABASE_URL"), options);
  return (handles().drizzle as DatabaseHandle).db;
}

/** For the ingest's written SQL. */
export function writtenSql(): Sql {
  const options = { max: 5, applicationName: "scriptbus-ingest" };
  handles().written ??= openSql(env("DATABASE_URL"), options);
  return handles().written as Sql;
}

/** The tenants' own database, where what one tenant may see is decided by each statement. */
export function dataDatabase(): Sql {
  const options = { max: 5, applicationName: "scriptbus-web" };
  handles().data ??= openSql(dataUrl(env("DATABASE_URL")), options);
  return handles().data as Sql;
}

let probe: Promise<boolean> | undefined;

/** True when the database answers within `timeoutMs`. While one probe waits, others share it. */
export async function isDatabaseReady(timeoutMs: number): Promise<boolean> {
  probe ??= answersQuery().finally(() => {
    probe = undefined;
  });
  const late = new Promise<false>((resolve) => setTimeout(resolve, timeoutMs, false).unref());
  return Promise.race([probe, late]);
}

async function answersQuery(): Promise<boolean> {
  try {
    await database().execute(raw`select 1`);
    return true;
  } catch {
    return false;
  }
}

export async function closeDatabase(): Promise<void> {
  const { drizzle, written, data } = handles();
  delete shared.scriptbusHandles;
  await Promise.all([drizzle?.close(), written?.end({ timeout: 5 }), data?.end({ timeout: 5 })]);
}
