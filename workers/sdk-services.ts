// What the sdk's calls may use of the world: connections of their own, so that no script keeps the worker itself
// waiting, and the ways out that the instance's settings name.
import type { Logger } from "pino";
import { openDatabase, openSql, type Sql } from "#db/client.ts";
import { dataUrl } from "#db/data/data-url.ts";
import { findMissingWalls } from "#db/repositories/data-walls.ts";
import { findEgressHosts } from "#db/repositories/egress-hosts.ts";
import { subscribeFromScript } from "#db/repositories/subscribe-from-script.ts";
import { env } from "#lib/platform/env.ts";
import { tenantLoginKey } from "#lib/platform/tenant-login-key.ts";
import { wrappingKey } from "#lib/secrets/wrapping-key.ts";
import { openCache } from "./cache/open-cache.ts";
import { TenantDatabase } from "./data/tenant-database.ts";
import { sessionAddress } from "./data/tenant-session.ts";
import { createEgress, type Egress } from "./egress/egress.ts";
import type { SdkServices } from "./sandbox/sdk/sdk-services.ts";
import { createSecretReader } from "./secrets/secret-reader.ts";
import { openSmsProvider } from "./sms/open-sms-provider.ts";
import type { SmsProvider } from "./sms/sms-provider.ts";
import { createSmsSender } from "./sms/sms-sender.ts";

export type OpenServices = { services: SdkServices; close: () => Promise<void> };

/** A statement that hangs would hold up every tenant's calls. */
const settings = { statement_timeout: "5000" };

export type ServiceOptions = {
  databaseUrl: string;
  /** `host:port` of the demo's own receiver, when it listens. */
  receiver?: string | null;
  log: Logger;
};

/** Connects when a script first asks. Throws when the settings do not go together. */
export function connectServices(options: ServiceOptions): OpenServices {
  const { databaseUrl, log } = options;
  const applicationName = "scriptbus worker, sdk";
  const provider = openProvider();
  const sql = openSql(databaseUrl, { max: 4, applicationName, settings });
  const handle = openDatabase(databaseUrl, { max: 2, applicationName, settings });
  const cache = openCache({ sql, redisUrl: env("REDIS_URL"), log });
  const egress = openEgress(sql, options.receiver ?? null);
  const tenantData = openTenantData(options);
  return {
    services: {
      egress,
      cache: cache.store,
      db: tenantData.database,
      sms: createSmsSender({ sql, log, provider }),
      secrets: createSecretReader(sql, wrappingKey),
      subscriptions: { subscribe: (wanted) => subscribeFromScript(handle.db, wanted) },
    },
    close: async () => {
      await egress.close();
      cache.close();
      tenantData.database.close();
      await Promise.all([
        tenantData.sql.end({ timeout: 5 }),
        sql.end({ timeout: 5 }),
        handle.close(),
      ]);
    },
  };
}

function openTenantData({ databaseUrl, log }: { databaseUrl: string; log: Logger }) {
  const url = new URL(dataUrl(databaseUrl));
  const sql = openSql(url.href, { max: 2, applicationName: "scriptbus worker, data", settings });
  reportMissingWalls(sql, log);
  const address = sessionAddress(url);
  return {
    sql,
    database: new TenantDatabase({ data: sql, address, loginKey: tenantLoginKey, log }),
  };
}

/** They stay away where the instance's login on the server is no superuser. */
function reportMissingWalls(data: Sql, log: Logger): void {
  findMissingWalls(data).then(
    (missing) => {
      if (missing.length > 0) log.warn({ missing }, "walls of the tenants' database do not hold");
    },
    (err: unknown) => log.warn({ err }, "the tenants' database could not be asked for its walls"),
  );
}

function openEgress(sql: Sql, receiver: string | null): Egress {
  const allowed = new Set([...env("EGRESS_PRIVATE_ALLOW"), ...(receiver ? [receiver] : [])]);
  return createEgress({
    allowedHosts: (tenantId) => findEgressHosts(sql, tenantId),
    privateHosts: { allowed, addresses: env("EGRESS_RESOLVE") },
  });
}

function openProvider(): SmsProvider {
  return openSmsProvider({
    TWILIO_ACCOUNT_SID: env("TWILIO_ACCOUNT_SID"),
    TWILIO_AUTH_TOKEN: env("TWILIO_AUTH_TOKEN"),
    TWILIO_FROM: env("TWILIO_FROM"),
    TWILIO_MESSAGING_SERVICE_SID: env("TWILIO_MESSAGING_SERVICE_SID"),
    TWILIO_API_URL: env("TWILIO_API_URL"),
  });
}
