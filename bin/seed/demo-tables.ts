// A demo tenant's own tables: made and filled by its owner login, switched on by the REST API. Harmless to repeat.
import { readFileSync } from "node:fs";
import type { DemoTables, DemoTenant } from "#bin/demo/demo-tenant.ts";
import { openSql, type Sql } from "#db/client.ts";
import { provisionTenant, readOwnerLogin, setOwnerLogin } from "#db/repositories/tenant-data.ts";
import { dataLogin } from "#lib/data/login-url.ts";
import { loginName, loginPassword } from "#lib/data/tenant-logins.ts";
import { tenantLoginKey } from "#lib/platform/tenant-login-key.ts";
import type { Api } from "./api.ts";

export type TablesPlace = {
  /** The tenants' own database, as its administrator. */
  data: Sql;
  /** Its address. */
  address: string;
  tenantId: string;
};

/** Makes schema, logins and tables with their first rows. */
export async function seedTables(place: TablesPlace, { tables }: DemoTenant): Promise<void> {
  const { data, tenantId } = place;
  const key = tenantLoginKey();
  const scriptPassword = loginPassword(key, { tenantId, login: "script", generation: 1 });
  await provisionTenant(data, { tenantId, scriptPassword });
  const password = loginPassword(key, { tenantId, login: "owner", generation: 1 });
  await openFirstLogin(place, password);
  await runAsOwner(place, tables.file);
}

/** Turns the tables' events on, then lets something happen in them. */
export async function startTables(place: TablesPlace, api: Api, tables: DemoTables): Promise<void> {
  for (const [name, columns] of Object.entries(tables.emit)) {
    await api.put(`/data-tables/${name}`, { emit: true, columns });
  }
  if (tables.liveFile) await runAsOwner(place, tables.liveFile);
}

/** How the owner connects; null while its login is closed. */
export async function ownerUrl({ data, address, tenantId }: TablesPlace): Promise<string | null> {
  const login = await readOwnerLogin(data, tenantId);
  if (!login?.openedAt) return null;
  const { generation } = login;
  const password = loginPassword(tenantLoginKey(), { tenantId, login: "owner", generation });
  return dataLogin(address, { user: loginName(tenantId, "owner"), password }).url;
}

async function openFirstLogin({ data, tenantId }: TablesPlace, password: string): Promise<void> {
  const login = await readOwnerLogin(data, tenantId);
  if (login?.generation === 0) await setOwnerLogin(data, { tenantId, generation: 1, password });
}

/** The whole file or nothing of it. */
async function runAsOwner(place: TablesPlace, file: URL): Promise<void> {
  const url = await ownerUrl(place);
  if (!url) throw new Error("the login of its tables is closed");
  const owner = openSql(url, { max: 1, applicationName: "scriptbus seed" });
  try {
    const text = readFileSync(file, "utf8");
    await owner.begin((tx) => tx.unsafe(text));
  } finally {
    await owner.end({ timeout: 5 });
  }
}
