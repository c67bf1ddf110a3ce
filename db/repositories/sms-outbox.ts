// Text messages of scripts: a row is written before anybody is asked to send it, and says afterwards what became of it.
import { and, desc, eq, lt } from "drizzle-orm";
import type { Sql, Tx } from "#db/client.ts";
import { smsOutbox } from "#db/schema/sdk.ts";
import { type Page, type PageRequest, toPage } from "#lib/shared/paging.ts";
import type { KeptSms, SmsMessage, SmsOrigin, SmsOutcome, SmsState } from "#lib/sms/sms-message.ts";
import type { Actor } from "#lib/tenancy/actor.ts";

export type NewSms = SmsOrigin & SmsMessage & { provider: string; state: "kept" | "sending" };

/**
 * Its id; null when the tenant has had `most` messages in the last 24 hours. All of them count, also those that failed:
 * a provider may have sent them, and charges for some. Exact, because a tenant's senders take turns.
 */
export async function reserveSms(sql: Sql, sms: NewSms, most: number): Promise<string | null> {
  const lock = `scriptbus:sms:${sms.tenantId}`;
  const rows = await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`;
    return tx<{ id: string }[]>`
      insert into sms_outbox (tenant_id, execution_id, script_id, recipient, message, provider, state)
      select ${sms.tenantId}, ${sms.executionId}, ${sms.scriptId}, ${sms.to}, ${sms.message}, ${sms.provider}, ${sms.state}
      where (
        -- Ids begin with the time, and lead the index.
        select count(*) from sms_outbox
        where tenant_id = ${sms.tenantId} and id >= uuid_at(now() - interval '24 hours')
      ) < ${most}
      returning id`;
  });
  return rows[0]?.id ?? null;
}

export async function finishSms(sql: Sql, id: string, outcome: SmsOutcome): Promise<void> {
  const providerId = outcome.state === "sent" ? outcome.providerId : null;
  const error = outcome.state === "failed" ? outcome.error : null;
  await sql`
    update sms_outbox set state = ${outcome.state}, provider_id = ${providerId}, error = ${error} where id = ${id}`;
}

/** Newest first. */
export async function listSms(tx: Tx, actor: Actor, page: PageRequest): Promise<Page<KeptSms>> {
  const { cursor, limit } = page;
  const rows = await tx
    .select()
    .from(smsOutbox)
    .where(
      and(eq(smsOutbox.tenantId, actor.tenantId), cursor ? lt(smsOutbox.id, cursor) : undefined),
    )
    .orderBy(desc(smsOutbox.id))
    .limit(limit + 1);
  return toPage(rows, page, { key: (row) => row.id, item: toKeptSms });
}

function toKeptSms({ tenantId: _, ...row }: typeof smsOutbox.$inferSelect): KeptSms {
  // The table's own check allows nothing else.
  return { ...row, state: row.state as SmsState, createdAt: row.createdAt.toISOString() };
}
