// A tenant with a place in the tenants' own database, and connections of its two logins.
import postgres from "postgres";
import { openSql, type Sql } from "#db/client.ts";
import { dataUrl } from "#db/data/data-url.ts";
import {
  provisionTenant,
  readOwnerGeneration,
  setOwnerLogin,
} from "#db/repositories/tenant-data.ts";
import { loginName, loginPassword, type TenantLogin } from "#lib/data/tenant-logins.ts";
import { createTenant, type TestTenant } from "./fixtures.ts";
import type { TestDatabase } from "./test-database.ts";

export const testLoginKey = Buffer.alloc(32, 7);

export type DataTenant = TestTenant & {
  /** As the owner's login: at most one connection, in the simple or the extended protocol as it is used. */
  owner: postgres.Sql;
  /** As the login of the tenant's scripts. */
  script: postgres.Sql;
};

export type DataWorld = {
  /** The tenants' own database, as the worker. */
  data: Sql;
  /** As its administrator. */
  admin: Sql;
  createTenant: () => Promise<DataTenant>;
  close: () => Promise<void>;
};

/** Needs a test database made `withData`. */
export function openDataWorld(database: TestDatabase): DataWorld {
  const data = openSql(dataUrl(database.workerUrl), { max: 4, applicationName: "test worker" });
  const admin = openSql(dataUrl(database.adminUrl), { max: 2, applicationName: "test admin" });
  const app = openSql(dataUrl(database.appUrl), { max: 1, applicationName: "test app" });
  const opened: { end: (options: { timeout: number }) => Promise<void> }[] = [data, admin, app];
  const connect = (tenantId: string, login: TenantLogin) => {
    const url = new URL(dataUrl(database.adminUrl));
    url.username = loginName(tenantId, login);
    url.password = loginPassword(testLoginKey, { tenantId, login, generation: 1 });
    const sql = postgres(url.href, { max: 1, onnotice: () => {} });
    opened.push(sql);
    return sql;
  };
  return {
    data,
    admin,
    createTenant: async () => {
      const tenant = await createTenant(database.sql);
      const { id: tenantId } = tenant;
      const password = (login: TenantLogin) =>
        loginPassword(testLoginKey, { tenantId, login, generation: 1 });
      await provisionTenant(data, { tenantId, scriptPassword: password("script") });
      if ((await readOwnerGeneration(app, tenantId)) === 0) {
        await setOwnerLogin(app, { tenantId, generation: 1, password: password("owner") });
      }
      return { ...tenant, owner: connect(tenantId, "owner"), script: connect(tenantId, "script") };
    },
    close: async () => {
      await Promise.all(opened.map((sql) => sql.end({ timeout: 5 })));
    },
  };
}
