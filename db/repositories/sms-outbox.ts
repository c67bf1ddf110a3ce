// Text messages of scripts: a row is written before anybody is asked to send it, and says afterwards what became of it.
import type { Sql, SqlTx } from "#db/client.ts";
import type { SmsMessage, SmsOrigin, SmsOutcome } from "#lib/sms/sms-message.ts";

export type NewSms = SmsOrigin & SmsMessage & { provider: string; state: "kept" | "sending" };

/** `isDue`: nobody has sent it yet. One of the same key that failed is to be sent again, in its old row. */
export type ReservedSms = { id: string; isDue: boolean };

/**
 * Null when the tenant has had `most` messages in the last 24 hours. All of them count, also those that failed: a
 * provider may have sent them, and charges for some. Exact, because a tenant's senders take turns.
 */
export async function reserveSms(sql: Sql, sms: NewSms, most: number): Promise<ReservedSms | null> {
  const lock = `scriptbus:sms:${sms.tenantId}`;
  return await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`;
    return (await findSame(tx, sms)) ?? (await insertSms(tx, sms, most));
  });
}

async function findSame(
  tx: SqlTx,
  { tenantId, onceKey, executionId, state }: NewSms,
): Promise<ReservedSms | null> {
  if (onceKey === null) return null;
  const [known] = await tx<{ id: string; state: string }[]>`
    select id, state from sms_outbox where tenant_id = ${tenantId} and once_key = ${onceKey}`;
  if (!known) return null;
  if (known.state !== "failed") return { id: known.id, isDue: false };
  await tx`
    update sms_outbox set state = ${state}, error = null, execution_id = ${executionId}
    where tenant_id = ${tenantId} and id = ${known.id}`;
  return { id: known.id, isDue: true };
}

async function insertSms(tx: SqlTx, sms: NewSms, most: number): Promise<ReservedSms | null> {
  const [row] = await tx<{ id: string }[]>`
    insert into sms_outbox (tenant_id, execution_id, script_id, recipient, message, once_key, provider, state)
    select ${sms.tenantId}, ${sms.executionId}, ${sms.scriptId}, ${sms.to}, ${sms.message}, ${sms.onceKey},
      ${sms.provider}, ${sms.state}
    where (
      -- Ids begin with the time, and lead the index.
      select count(*) from sms_outbox
      where tenant_id = ${sms.tenantId} and id >= uuid_at(now() - interval '24 hours')
    ) < ${most}
    returning id`;
  return row ? { id: row.id, isDue: true } : null;
}

export async function finishSms(
  sql: Sql,
  { tenantId, id }: { tenantId: string; id: string },
  outcome: SmsOutcome,
): Promise<void> {
  const providerId = outcome.state === "sent" ? outcome.providerId : null;
  const error = outcome.state === "failed" ? outcome.error : null;
  await sql`
    update sms_outbox set state = ${outcome.state}, provider_id = ${providerId}, error = ${error}
    where tenant_id = ${tenantId} and id = ${id}`;
}
