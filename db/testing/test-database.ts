// A fresh, migrated database for one test file, cloned from a template in tens of milliseconds.
import { randomBytes } from "node:crypto";
import postgres from "postgres";
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

/** The server comes from `TEST_ADMIN_URL`, set by global-setup.ts. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env["TEST_ADMIN_URL"];
  if (!server)
    throw new Error("TEST_ADMIN_URL is not set: run the tests through vitest's db project");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await cloneTemplate(server, name);
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

async function cloneTemplate(server: string, name: string): Promise<void> {
  const admin = postgres(databaseUrl(server, "postgres"), { max: 1, onnotice: () => {} });
  try {
    await admin`select pg_advisory_lock(hashtextextended('scriptbus:template', 0))`;
    const [found] = await admin`select 1 from pg_database where datname = ${template}`;
    if (!found) await migrate({ adminUrl: databaseUrl(server, template), secrets });
    await admin`create database ${admin(name)} template ${admin(template)}`;
  } finally {
    await admin.end({ timeout: 5 });
  }
}

async function dropDatabase(server: string, name: string): Promise<void> {
  const admin = postgres(databaseUrl(server, "postgres"), { max: 1, onnotice: () => {} });
  await admin`drop database if exists ${admin(name)} with (force)`;
  await admin.end({ timeout: 5 });
}

function databaseUrl(server: string, name: string, user?: string, password?: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  if (user) url.username = user;
  if (password) url.password = password;
  return url.href;
}
