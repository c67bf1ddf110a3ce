// How the platform database is reached: one pool for written SQL, one Drizzle handle for everyday reads.
// Row-level security needs a tenant in every transaction of the application role: `inTenant` sets it.
import { sql as raw } from "drizzle-orm";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";

export type Sql = postgres.Sql;
export type SqlTx = postgres.TransactionSql;
export type Database = PostgresJsDatabase;
export type Tx = Parameters<Parameters<Database["transaction"]>[0]>[0];

export type PoolOptions = {
  max: number;
  applicationName: string;
  /** Server settings of every connection, such as planner switches. */
  settings?: Readonly<Record<string, string>>;
};

/** A pool for written SQL. `close` by `sql.end({ timeout: seconds })`. */
export function openSql(url: string, { max, applicationName, settings }: PoolOptions): Sql {
  return postgres(url, {
    max,
    // In another zone Postgres prints instants of long ago with seconds of offset, which no Date reads.
    connection: { application_name: applicationName, TimeZone: "UTC", ...settings },
    connect_timeout: 5,
    idle_timeout: 0,
    max_lifetime: null,
    onnotice: () => {},
    transform: { column: { from: postgres.toCamel } },
    types: {
      // Sequence numbers stay far below 2^53.
      bigint: { to: 20, from: [20], serialize: String, parse: Number },
      // JSON travels as the text it was stored as.
      json: {
        to: 114,
        from: [114],
        serialize: (text: string) => text,
        parse: (text: string) => text,
      },
    },
  });
}

/**
 * A pool for the hot path. Its tables empty and fill within seconds, so the planner's statistics are always of
 * another moment: index lookups are the right plan at every size, and nothing else is offered.
 */
export function openHotSql(url: string, options: PoolOptions): Sql {
  const settings = {
    enable_seqscan: "off",
    // A bitmap loses the index's order: the claim would sort the whole buffer to take its oldest few.
    enable_bitmapscan: "off",
    enable_hashjoin: "off",
    enable_mergejoin: "off",
    jit: "off",
    ...options.settings,
  };
  return openSql(url, { ...options, settings });
}

export type DatabaseHandle = { db: Database; close: () => Promise<void> };

/** A Drizzle handle over a pool of its own: Drizzle changes the pool's type parsers. */
export function openDatabase(url: string, options: PoolOptions): DatabaseHandle {
  const client = openSql(url, options);
  return { db: drizzle(client, { casing: "snake_case" }), close: () => client.end({ timeout: 5 }) };
}

/**
 * One transaction as the tenant: every statement in it sees that tenant's rows and no others. `now` is the database's
 * clock when it began, ISO 8601.
 */
export function inTenant<T>(
  db: Database,
  tenantId: string,
  work: (tx: Tx, now: string) => Promise<T>,
): Promise<T> {
  return db.transaction(async (tx) => {
    const [begun] = await tx.execute<{ ms: number }>(raw`
      select set_config('app.tenant_id', ${tenantId}, true), extract(epoch from now())::float8 * 1000 as ms`);
    if (!begun) throw new Error("the transaction told no time");
    return work(tx, new Date(begun.ms).toISOString());
  });
}
