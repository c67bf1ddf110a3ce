// A table of a tenant's own, in the tenants' database that the environment names.
import { dataDatabase } from "#app/_server/database.ts";
import { openSql } from "#db/client.ts";
import { dataUrl } from "#db/data/data-url.ts";
import { provisionTenant } from "#db/repositories/tenant-data.ts";
import { loginName, schemaOf } from "#lib/data/tenant-logins.ts";
import type { Rest } from "./rest.ts";

/** `name` is an identifier that needs no quotes. */
export async function seedDataTable(
  { database }: Pick<Rest, "database">,
  { tenant: { id: tenantId }, name }: { tenant: { id: string }; name: string },
): Promise<void> {
  await provisionTenant(dataDatabase(), { tenantId, scriptPassword: "of no use here" });
  const admin = openSql(dataUrl(database.adminUrl), { max: 1, applicationName: "test" });
  try {
    await admin.unsafe(`set role ${loginName(tenantId, "owner")}`);
    await admin.unsafe(`create table ${schemaOf(tenantId)}.${name} (id int)`);
  } finally {
    await admin.end({ timeout: 5 });
  }
}
