// What the panels of a tenant's tables show, from the tenants' own database.
import { dataDatabase } from "#app/_server/database.ts";
import type { KeptRowsView } from "#components/data-tables/kept-rows.tsx";
import type { TablesView } from "#components/data-tables/tables-panel.tsx";
import { listDataTables } from "#db/repositories/data-tables.ts";
import { listKeptRows } from "#db/repositories/outbox-rows.ts";
import type { Actor } from "#lib/tenancy/actor.ts";

export async function readTables(actor: Actor): Promise<TablesView> {
  const { items, nextCursor } = await listDataTables(dataDatabase(), actor, { limit: 200 });
  return {
    tables: items,
    hasMore: nextCursor !== null,
    mayManage: actor.scopes.includes("manage"),
  };
}

/** Who may replay dead letters may decide about them. */
export async function readKeptRows(actor: Actor): Promise<KeptRowsView> {
  const page = await listKeptRows(dataDatabase(), actor.tenantId, { limit: 20 });
  return {
    rows: page.items,
    hasMore: page.nextCursor !== null,
    mayDecide: actor.scopes.includes("replay"),
  };
}
