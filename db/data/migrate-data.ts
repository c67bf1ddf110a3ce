// Brings the tenants' own database to its newest schema, and puts up the walls around it at every start.
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { ensureDatabase } from "#db/ensure-database.ts";
import { dataUrl } from "./data-url.ts";

const migrationsFolder = fileURLToPath(new URL("./migrations", import.meta.url));

export type DataMigration = {
  /** Of the platform database, as for the platform's own migrations. */
  adminUrl: string;
  /** No other application uses the server: its other databases may be closed to tenants. */
  ownsServer: boolean;
};

/** Expects the roles of the two processes. Rejects with the database's own error. */
export async function migrateData({ adminUrl, ownsServer }: DataMigration): Promise<void> {
  const url = dataUrl(adminUrl);
  await ensureDatabase(url);
  const admin = postgres(url, { max: 2, connect_timeout: 5, onnotice: () => {} });
  try {
    await admin.begin(async (lock) => {
      await lock`select pg_advisory_xact_lock(hashtextextended('scriptbus:migrate-data', 0))`;
      await applyMigrations(drizzle(admin), { migrationsFolder });
      await raiseDatabaseWalls(admin, [nameOf(adminUrl), ...(ownsServer ? others : [])]);
    });
  } finally {
    await admin.end({ timeout: 5 });
  }
}

const others = ["postgres", "template1"];
const mostTempFiles = "64MB";

/** Who may connect is a right of a database, which a copy of it does not inherit: so at every start. */
async function raiseDatabaseWalls(admin: postgres.Sql, closed: readonly string[]): Promise<void> {
  const [own] = await admin<{ name: string }[]>`select current_database() as name`;
  if (!own) throw new Error("the database has no name");
  for (const name of [own.name, ...closed]) {
    await admin`revoke all on database ${admin(name)} from public`;
    await admin`grant connect on database ${admin(name)} to scriptbus_app, scriptbus_worker`;
  }
  if (await isSuperuser(admin)) {
    await admin.unsafe(
      `alter database "${own.name.replaceAll('"', '""')}" set temp_file_limit = '${mostTempFiles}'`,
    );
  }
}

async function isSuperuser(admin: postgres.Sql): Promise<boolean> {
  const [row] = await admin<{ isSuperuser: boolean }[]>`
    select rolsuper as "isSuperuser" from pg_roles where rolname = current_user`;
  return row?.isSuperuser ?? false;
}

function nameOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}
