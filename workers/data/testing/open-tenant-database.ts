// A tenant database as a worker has it, but with shorter times, on a test database made `withData`.
import { pino } from "pino";
import { openSql } from "#db/client.ts";
import { dataUrl } from "#db/data/data-url.ts";
import { testLoginKey } from "#db/testing/tenant-logins.ts";
import type { TestDatabase } from "#db/testing/test-database.ts";
import { type DataQuery, TenantDatabase } from "../tenant-database.ts";
import { sessionAddress } from "../tenant-session.ts";

export type OpenTenantDatabase = { db: TenantDatabase; close: () => Promise<void> };

export function openTenantDatabase({ workerUrl }: TestDatabase): OpenTenantDatabase {
  const url = new URL(dataUrl(workerUrl));
  const data = openSql(url.href, { max: 2, applicationName: "test worker, data" });
  const log = pino({ level: "silent" });
  const db = new TenantDatabase({
    data,
    address: sessionAddress(url),
    loginKey: () => testLoginKey,
    log,
    times: { statementMs: 1_000, endSessionMs: 2_000 },
  });
  return {
    db,
    close: async () => {
      db.close();
      await data.end({ timeout: 5 });
    },
  };
}

export function queryOf(
  tenantId: string,
  text: string,
  params: readonly unknown[] = [],
  more: Partial<DataQuery> = {},
): DataQuery {
  const chain = { executionId: tenantId, correlationId: null, hop: 0, path: [] };
  return { tenantId, chain, text, params, signal: new AbortController().signal, ...more };
}
