// The database of a test file that works with deliveries, as the web and as a worker reach it.
import type postgres from "postgres";
import { inTenant, openDatabase, openHotSql, type Sql, type Tx } from "#db/client.ts";
import { createWorker } from "./buffer.ts";
import { createTestDatabase } from "./test-database.ts";

export type OpenBuffer = {
  /** As the database's owner: sees every tenant. */
  sql: postgres.Sql;
  /** As the web, in a transaction of a tenant. */
  as: <T>(tenant: { id: string }, work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** As a worker. */
  hot: Sql;
  /** The id of one that is alive. */
  worker: string;
  close: () => Promise<void>;
};

export async function openBuffer(): Promise<OpenBuffer> {
  const database = await createTestDatabase();
  const applicationName = "test";
  const { db, close } = openDatabase(database.appUrl, { max: 3, applicationName });
  const hot = openHotSql(database.workerUrl, { max: 2, applicationName });
  return {
    sql: database.sql,
    as: ({ id }, work) => inTenant(db, id, work),
    hot,
    worker: await createWorker(hot),
    close: async () => {
      await hot.end({ timeout: 5 });
      await close();
      await database.close();
    },
  };
}
