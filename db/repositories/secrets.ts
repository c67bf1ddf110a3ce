// A tenant's secrets as its people and keys may handle them: set, deleted, listed by name; never read back.
import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { secrets } from "#db/schema/sdk.ts";
import { sealSecret } from "#lib/secrets/sealed-secret.ts";
import { secretLimits } from "#lib/secrets/secret-limits.ts";
import type { ListedSecret } from "#lib/secrets/secret-schema.ts";
import { wrappingKey } from "#lib/secrets/wrapping-key.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import { type Page, type PageRequest, toPage } from "#lib/shared/paging.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { appendAudit } from "./audit.ts";
import { newestDataKey } from "./secret-keys.ts";
import { isoTime } from "./written-sql.ts";

export async function putSecret(
  tx: Tx,
  actor: Actor,
  { name, value }: { name: string; value: string },
): Promise<Result<null>> {
  await takeTurns(tx, actor);
  const { count, isKnown } = await countSecrets(tx, actor, name);
  if (!isKnown && count >= secretLimits.perTenant) return full;
  const key = await newestDataKey(tx, wrappingKey());
  const sealed = sealSecret(key, { tenantId: actor.tenantId, name }, value);
  const kept = { keyGeneration: key.generation, sealed };
  await tx
    .insert(secrets)
    .values({ tenantId: actor.tenantId, name, ...kept })
    .onConflictDoUpdate({
      target: [secrets.tenantId, secrets.name],
      set: { ...kept, updatedAt: sql`now()` },
    });
  await audit(tx, actor, isKnown ? "secret.update" : "secret.create", name);
  return succeed(null);
}

export async function deleteSecret(tx: Tx, actor: Actor, name: string): Promise<Result<null>> {
  const deleted = await tx
    .delete(secrets)
    .where(isNamed(actor, name))
    .returning({ name: secrets.name });
  if (deleted.length === 0) return fail("not_found", "There is no such secret.");
  await audit(tx, actor, "secret.delete", name);
  return succeed(null);
}

/** By name. */
export async function listSecrets(
  tx: Tx,
  actor: Actor,
  page: PageRequest,
): Promise<Page<ListedSecret>> {
  const rows = await tx.execute<ListedSecret>(sql`
    select name, ${isoTime(sql`created_at`)} as "createdAt", ${isoTime(sql`updated_at`)} as "updatedAt"
    from secrets where tenant_id = ${actor.tenantId} and name > ${page.cursor ?? ""}
    order by name limit ${page.limit + 1}`);
  return toPage(rows, page, { key: (row) => row.name, item: (row) => row });
}

const full = fail(
  "conflict",
  `A tenant has at most ${secretLimits.perTenant} secrets; delete one that is not needed any more.`,
);

/** Until the transaction ends, so that two cannot both be the last that fits. */
async function takeTurns(tx: Tx, { tenantId }: Actor): Promise<void> {
  const lock = `scriptbus:secrets:${tenantId}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`);
}

async function countSecrets(tx: Tx, { tenantId }: Actor, name: string) {
  const [row] = await tx.execute<{ count: number; isKnown: boolean }>(sql`
    select count(*)::int as count, coalesce(bool_or(name = ${name}), false) as "isKnown"
    from secrets where tenant_id = ${tenantId}`);
  return row ?? { count: 0, isKnown: false };
}

function isNamed({ tenantId }: Actor, name: string) {
  return and(eq(secrets.tenantId, tenantId), eq(secrets.name, name));
}

/** The name only: not even the length of a value is anybody's business. */
function audit(tx: Tx, actor: Actor, action: string, name: string): Promise<void> {
  return appendAudit(tx, actor, { action, target: `secret ${name}` });
}
