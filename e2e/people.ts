// People that the demo does not have: made in the database, because nobody can be invited yet.
import { randomBytes } from "node:crypto";
import type { Sql } from "#db/client.ts";
import { createTenant } from "#db/testing/fixtures.ts";
import { hashPassword } from "#lib/tenancy/password.ts";
import type { Role } from "#lib/tenancy/role.ts";
import { withDatabase } from "./database.ts";
import type { Instance } from "./instance.ts";
import type { SignIn } from "./sign-in.ts";

/** A new person in the tenant with this slug. */
export async function addPerson(
  instance: Pick<Instance, "dataDir">,
  { tenant, role }: { tenant: string; role: Role },
): Promise<SignIn> {
  const password = randomBytes(12).toString("base64url");
  const email = `${role}-${randomBytes(3).toString("hex")}@${tenant}.example`;
  const person = { email, name: role, hash: await hashPassword(password) };
  await withDatabase(instance, (sql) => insertPerson(sql, { ...person, tenant, role }));
  return { email, password };
}

type Person = { email: string; name: string; hash: string; tenant: string; role: Role };

async function insertPerson(sql: Sql, { email, name, hash, tenant, role }: Person): Promise<void> {
  await sql`
    with person as (
      insert into users (email, name, password_hash) values (${email}, ${name}, ${hash}) returning id
    )
    insert into memberships (tenant_id, user_id, role)
    select t.id, p.id, ${role} from tenants t, person p where t.slug = ${tenant}`;
}

/** A tenant that has nothing yet but its key and one administrator. */
export async function addEmptyTenant(
  instance: Pick<Instance, "dataDir">,
): Promise<{ tenant: string; apiKey: string; admin: SignIn }> {
  const slug = `fresh-${randomBytes(3).toString("hex")}`;
  const { apiKey } = await withDatabase(instance, (sql) => createTenant(sql, { slug }));
  return {
    tenant: slug,
    apiKey,
    admin: await addPerson(instance, { tenant: slug, role: "admin" }),
  };
}
