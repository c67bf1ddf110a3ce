// Brings a database to the newest schema: roles, databases, migrations, partitions. Safe to run from many
// processes at once and again at every start.
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { migrateData } from "#db/data/migrate-data.ts";
import { ensureDatabase } from "#db/ensure-database.ts";

export type MigrateOptions = {
  /** A login with CREATEROLE and CREATEDB; its database is the platform database, made when it is missing. */
  adminUrl: string;
  secrets: { appPassword: string; workerPassword: string };
  /** No other application uses the server. */
  ownsServer: boolean;
};

const migrationsFolder = fileURLToPath(new URL("./migrations", import.meta.url));

/** Resolves with the URLs of the two process roles. Rejects with the database's own error. */
export async function migrate({
  adminUrl,
  secrets,
  ownsServer,
}: MigrateOptions): Promise<{ appUrl: string; workerUrl: string }> {
  await ensureDatabase(adminUrl);
  const admin = postgres(adminUrl, { max: 2, connect_timeout: 5, onnotice: () => {} });
  try {
    await admin.begin(async (lock) => {
      await lock`select pg_advisory_xact_lock(hashtextextended('scriptbus:migrate', 0))`;
      await ensureRole(admin, "scriptbus_app", secrets.appPassword);
      await ensureRole(admin, "scriptbus_worker", secrets.workerPassword);
      await applyMigrations(drizzle(admin), { migrationsFolder });
      await admin`select ensure_partitions(4)`;
    });
  } finally {
    await admin.end({ timeout: 5 });
  }
  await migrateData({ adminUrl, ownsServer });
  return {
    appUrl: urlFor(adminUrl, "scriptbus_app", secrets.appPassword),
    workerUrl: urlFor(adminUrl, "scriptbus_worker", secrets.workerPassword),
  };
}

async function ensureRole(admin: postgres.Sql, role: string, password: string): Promise<void> {
  // DDL takes no parameters: both values are quoted by the server itself.
  const [row] = await admin<{ create: string; alter: string }[]>`
    select format('create role %I login', ${role}::text) as create,
           format('alter role %I login password %L', ${role}::text, ${password}::text) as alter`;
  const [found] = await admin`select 1 from pg_roles where rolname = ${role}`;
  if (!found && row) await admin.unsafe(row.create);
  if (row) await admin.unsafe(row.alter);
}

function urlFor(adminUrl: string, role: string, password: string): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = password;
  return url.href;
}
