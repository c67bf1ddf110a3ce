// Text messages as the console's outbox shows them, with the names of their scripts.
// One walk down sms_outbox_tenant from its newest end, filters tried on the way: a tenant has 100 messages a day at most,
// kept for 30 days.
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { type Page, toPage } from "#lib/shared/paging.ts";
import type { SmsFilter } from "#lib/sms/sms-filter.ts";
import type { ListedSms } from "#lib/sms/sms-message.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { mayReadPersonalData } from "#lib/tenancy/role.ts";
import { isoTime, optionalFilters, scriptNamed } from "./written-sql.ts";

/** Newest first. */
export async function listSmsRows(
  tx: Tx,
  actor: Actor,
  filter: SmsFilter,
): Promise<Page<ListedSms>> {
  const { state, scriptId, q, cursor, limit } = filter;
  const where = optionalFilters([
    [state, (value) => sql`o.state = ${value}`],
    [scriptId, (value) => sql`o.script_id = ${value}`],
    [q, (value) => sql`strpos(${recipientFor(actor)}, ${value}) > 0`],
    [cursor, (value) => sql`o.id < ${value}`],
  ]);
  const rows = await readRows(tx, actor, sql`${where} order by o.id desc limit ${limit + 1}`);
  return toPage(rows, filter, { key: (row) => row.id, item: (row) => row });
}

/** Newest first, in whatever state they are now; without another tenant's. */
export async function readSmsRows(
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
): Promise<ListedSms[]> {
  if (ids.length === 0) return [];
  return readRows(tx, actor, sql`and o.id = any(${sql.param(ids)}::uuid[]) order by o.id desc`);
}

async function readRows(tx: Tx, actor: Actor, rest: SQL): Promise<ListedSms[]> {
  const rows = await tx.execute<ListedSms>(sql`
    select o.id, o.state, o.execution_id as "executionId", o.script_id as "scriptId", ${scriptNamed},
      ${recipientFor(actor)} as recipient, o.message, o.provider, o.provider_id as "providerId", o.error,
      ${isoTime(sql`o.created_at`)} as "createdAt"
    from sms_outbox o
    left join scripts s on s.tenant_id = ${actor.tenantId} and s.id = o.script_id
    where o.tenant_id = ${actor.tenantId} ${rest}`);
  return [...rows];
}

/** The number as this actor sees it. It is searched as it is seen: hidden digits cannot be found out by searching. */
function recipientFor(actor: Actor): SQL {
  if (mayReadPersonalData(actor)) return sql`o.recipient`;
  // As maskRecipient has it (lib/sms/recipient.ts); the test holds the two together.
  const hidden = sql`greatest(length(o.recipient) - 5, 0)`;
  return sql`overlay(o.recipient placing repeat('*', ${hidden}) from 4 for ${hidden})`;
}
