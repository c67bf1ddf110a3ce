// Tables of a tenant's own as its migrations would have made them, one that emits, and a row that could not be sent.
import type { Sql } from "#db/client.ts";
import { loginName, schemaOf } from "#lib/data/tenant-logins.ts";
import { withDatabase, withTenantsDatabase } from "./database.ts";
import type { Instance } from "./instance.ts";

const tables = `
  create table if not exists orders (
    id bigint generated always as identity primary key, customer text not null, total numeric(12,2) not null,
    currency char(3) not null, placed_at timestamptz not null default now(), payment_token text);
  create table if not exists order_lines (order_id bigint, position int, article text, quantity int);
  create table if not exists "Bücher & Hefte" (isbn text, title text)`;

/** Harmless to repeat; resolves with the tenant's id. */
export async function addDataTables(
  place: Pick<Instance, "dataDir">,
  tenant: string,
): Promise<string> {
  const id = await withDatabase(place, async (sql) => {
    const [row] = await sql<{ id: string }[]>`select id from tenants where slug = ${tenant}`;
    return row?.id ?? "";
  });
  await withTenantsDatabase(place, async (sql) => {
    await sql`select scriptbus.provision(${id}, 'anything')`;
    await sql`select scriptbus.set_owner_login(${id}, 1, 'anything')`;
    await sql.unsafe(
      `set search_path = ${schemaOf(id)}; set role ${loginName(id, "owner")}; ${tables}; reset role`,
    );
    const columns = JSON.stringify(["id", "customer", "total", "currency"]);
    await sql`select scriptbus.set_table_emit(${id}, 'orders', ${columns}::text::json)`;
    await keepRow(sql, id);
  });
  return id;
}

async function keepRow(sql: Sql, tenantId: string): Promise<void> {
  const data = JSON.stringify({ orderId: 4711, lines: 3 });
  const reason = "The loop guard: this chain of events is already 16 hops long";
  await sql`
    insert into scriptbus.outbox (tenant_id, state, reason, type, data, source, data_bytes)
    select ${tenantId}, 'refused', ${reason}, 'orders.updated', ${data}::text::json, 'table', ${data.length}
    where not exists (select from scriptbus.outbox where tenant_id = ${tenantId} and state = 'refused')`;
}
