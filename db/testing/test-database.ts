// A fresh, migrated database for one test file, cloned from a template in tens of milliseconds.
import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { migrateData } from "#db/data/migrate-data.ts";
import { migrate } from "#db/migrate.ts";

export type TestDatabase = {
  adminUrl: string;
  appUrl: string;
  workerUrl: string;
  /** As the database's owner: sees every tenant. */
  sql: postgres.Sql;
  close: () => Promise<void>;
};

const secrets = { appPassword: "test-app", workerPassword: "test-worker" };
const template = "scriptbus_template";

/** `withData`: with the tenants' own database beside it. The server comes from `TEST_ADMIN_URL`, set by global-setup.ts. */
export async function createTestDatabase({ withData = false } = {}): Promise<TestDatabase> {
  const server = process.env["TEST_ADMIN_URL"];
  if (!server)
    throw new Error("TEST_ADMIN_URL is not set: run the tests through vitest's db project");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await cloneTemplate(server, { name, withData });
  const adminUrl = databaseUrl(server, name);
  const sql = postgres(adminUrl, { max: 4, onnotice: () => {} });
  return {
    adminUrl,
    appUrl: databaseUrl(server, name, "scriptbus_app", secrets.appPassword),
    workerUrl: databaseUrl(server, name, "scriptbus_worker", secrets.workerPassword),
    sql,
    close: async () => {
      await sql.end({ timeout: 5 });
      await dropDatabase(server, name);
    },
  };
}

async function cloneTemplate(
  server: string,
  { name, withData }: { name: string; withData: boolean },
): Promise<void> {
  const admin = postgres(databaseUrl(server, "postgres"), { max: 1, onnotice: () => {} });
  try {
    await admin`select pg_advisory_lock(hashtextextended('scriptbus:template', 0))`;
    const [found] = await admin`select 1 from pg_database where datname = ${template}`;
    if (!found)
      await migrate({ adminUrl: databaseUrl(server, template), secrets, ownsServer: true });
    await admin`create database ${admin(name)} template ${admin(template)}`;
    if (!withData) return;
    await admin`create database ${admin(`${name}_data`)} template ${admin(`${template}_data`)}`;
    await migrateData({ adminUrl: databaseUrl(server, name), ownsServer: false });
  } finally {
    await admin.end({ timeout: 5 });
  }
}

async function dropDatabase(server: string, name: string): Promise<void> {
  const admin = postgres(databaseUrl(server, "postgres"), { max: 1, onnotice: () => {} });
  for (const each of [name, `${name}_data`]) {
    await admin`drop database if exists ${admin(each)} with (force)`;
  }
  await admin.end({ timeout: 5 });
}

function databaseUrl(server: string, name: string, user?: string, password?: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  if (user) url.username = user;
  if (password) url.password = password;
  return url.href;
}
