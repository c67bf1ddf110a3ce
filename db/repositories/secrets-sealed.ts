// A sealed secret with the key it was sealed with, as a worker reads them for a run.
import type { Sql } from "#db/client.ts";

export type SealedSecret = { generation: number; wrapped: Uint8Array; sealed: Uint8Array };

/** Null when the tenant has none of that name. */
export async function findSealedSecret(
  sql: Sql,
  tenantId: string,
  name: string,
): Promise<SealedSecret | null> {
  const [row] = await sql<SealedSecret[]>`
    select k.generation, k.wrapped, s.sealed
    from secrets s join secret_keys k on k.generation = s.key_generation
    where s.tenant_id = ${tenantId} and s.name = ${name}`;
  return row ?? null;
}
