// The audit log: one HMAC chain per tenant, appended in the transaction of the write it tells about (decision 40).
import { and, asc, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { auditHeads, auditLog } from "#db/schema/audit.ts";
import { auditKey } from "#lib/platform/audit-key.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import {
  type AuditLink,
  auditHash,
  type ChainVerdict,
  createVerifier,
} from "#lib/tenancy/audit-chain.ts";

export type AuditEntry = {
  /** What was done, as noun.verb: `script.create`. */
  action: string;
  /** What it was done to: `script 0198…`. */
  target: string;
  details?: Record<string, unknown>;
};

/** The head's lock makes concurrent writers of one tenant take turns. */
export async function appendAudit(tx: Tx, actor: Actor, entry: AuditEntry): Promise<void> {
  const head = await lockHead(tx, actor.tenantId);
  const link: AuditLink = {
    tenantId: actor.tenantId,
    seq: head.seq + 1,
    at: head.now,
    actor: actor.name,
    action: entry.action,
    target: entry.target,
    details: entry.details ?? {},
  };
  const hash = auditHash(auditKey(), head.hash, link);
  await tx.insert(auditLog).values({ ...link, at: new Date(link.at), hash });
  await tx
    .update(auditHeads)
    .set({ seq: link.seq, hash })
    .where(eq(auditHeads.chain, actor.tenantId));
}

/** Walks the tenant's chain from its first row; names the first row that is not what was written. */
export async function verifyAudit(tx: Tx, tenantId: string): Promise<ChainVerdict> {
  const [head] = await tx.select().from(auditHeads).where(eq(auditHeads.chain, tenantId));
  const verifier = createVerifier(auditKey());
  const pageSize = 1_000;
  for (let after = 0; ; ) {
    const rows = await tx
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.tenantId, tenantId), sql`${auditLog.seq} > ${after}`))
      .orderBy(asc(auditLog.seq))
      .limit(pageSize);
    for (const row of rows) {
      const link = { ...row, tenantId, at: row.at.toISOString() };
      const bad = verifier.next(link, row.hash);
      if (bad) return bad;
    }
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return verifier.end(head ?? null);
    after = last.seq;
  }
}

async function lockHead(tx: Tx, tenantId: string) {
  await tx
    .insert(auditHeads)
    .values({ chain: tenantId, tenantId, seq: 0, hash: new Uint8Array(32) })
    .onConflictDoNothing();
  const [head] = await tx
    .select({
      seq: auditHeads.seq,
      hash: auditHeads.hash,
      now: sql<string>`to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
    })
    .from(auditHeads)
    .where(eq(auditHeads.chain, tenantId))
    .for("update");
  if (!head) throw new Error("the audit chain of this tenant has no head");
  return head;
}
