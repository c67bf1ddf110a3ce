// Dead letters: listed, grouped by what went wrong, read, discarded.
import { and, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { deadLetters } from "#db/schema/dead-letters.ts";
import type { LetterGroup, LetterQuery } from "#lib/dead-letters/letter-schema.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import { type Page, toPage } from "#lib/shared/paging.ts";
import { JsonText } from "#lib/shared/stringify-json.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { appendAudit } from "./audit.ts";

export type LetterRow = typeof deadLetters.$inferSelect;

const noSuchLetter = fail("not_found", "There is no such dead letter.");

export async function listLetters(
  tx: Tx,
  actor: Actor,
  query: LetterQuery,
): Promise<Page<unknown>> {
  const rows = await tx
    .select()
    .from(deadLetters)
    .where(
      and(...selected(actor, query), query.cursor ? lt(deadLetters.id, query.cursor) : undefined),
    )
    .orderBy(desc(deadLetters.id))
    .limit(query.limit + 1);
  return toPage(rows, query, { key: (row) => row.id, item: toLetter });
}

/** Newest group first; of the open letters, unless another state is asked for. */
export async function listLetterGroups(
  tx: Tx,
  actor: Actor,
  query: LetterQuery,
): Promise<Page<LetterGroup>> {
  const newestFirst = sql`order by ${deadLetters.id} desc`;
  const groups = tx
    .select({
      fingerprint: deadLetters.fingerprint,
      scriptId: deadLetters.scriptId,
      sampleId: sql<string>`(array_agg(${deadLetters.id} ${newestFirst}))[1]`.as("sample_id"),
      error: sql<LetterGroup["error"]>`(array_agg(${deadLetters.error} ${newestFirst}))[1]`.as("e"),
      count: sql<number>`count(*)::int`.as("count"),
      firstSeenAt: sql<string>`min(${deadLetters.createdAt})`.as("first_seen_at"),
      lastSeenAt: sql<string>`max(${deadLetters.createdAt})`.as("last_seen_at"),
    })
    .from(deadLetters)
    .where(and(...selected(actor, { state: "open", ...query })))
    .groupBy(deadLetters.fingerprint, deadLetters.scriptId)
    .as("groups");
  const rows = await tx
    .select()
    .from(groups)
    .where(query.cursor ? sql`${groups.sampleId} < ${query.cursor}::uuid` : undefined)
    .orderBy(desc(groups.sampleId))
    .limit(query.limit + 1);
  return toPage(rows, query, {
    key: (row) => row.sampleId,
    item: (row) => ({
      ...row,
      firstSeenAt: new Date(row.firstSeenAt).toISOString(),
      lastSeenAt: new Date(row.lastSeenAt).toISOString(),
    }),
  });
}

export async function getLetter(tx: Tx, actor: Actor, id: string): Promise<Result<unknown>> {
  const [row] = await tx.select().from(deadLetters).where(isLetter(actor, id));
  return row ? succeed(toLetter(row)) : noSuchLetter;
}

/** Locks the letter, so that of two clicks one comes too late. Only an open letter can be acted on. */
export async function takeOpenLetter(tx: Tx, actor: Actor, id: string): Promise<Result<LetterRow>> {
  const [row] = await tx.select().from(deadLetters).where(isLetter(actor, id)).for("update");
  if (!row) return noSuchLetter;
  if (row.state !== "open") return fail("conflict", `This dead letter is ${row.state}, not open.`);
  return succeed(row);
}

export async function setLetterState(
  tx: Tx,
  actor: Actor,
  { id, state }: Pick<LetterRow, "id" | "state">,
): Promise<void> {
  await tx.update(deadLetters).set({ state, updatedAt: sql`now()` }).where(isLetter(actor, id));
}

export async function discardLetter(
  tx: Tx,
  actor: Actor,
  { id, reason }: { id: string; reason: string },
): Promise<Result<unknown>> {
  const letter = await takeOpenLetter(tx, actor, id);
  if (!letter.ok) return letter;
  await setLetterState(tx, actor, { id, state: "discarded" });
  const target = `dead letter ${id}`;
  await appendAudit(tx, actor, { action: "dead_letter.discard", target, details: { reason } });
  return getLetter(tx, actor, id);
}

function isLetter(actor: Actor, id: string): SQL | undefined {
  return and(eq(deadLetters.tenantId, actor.tenantId), eq(deadLetters.id, id));
}

type Selection = Omit<LetterQuery, "limit" | "cursor">;

function selected(actor: Actor, query: Selection): (SQL | undefined)[] {
  const { state, scriptId, subscriptionId, eventId, eventType, fingerprint } = query;
  return [
    eq(deadLetters.tenantId, actor.tenantId),
    state && eq(deadLetters.state, state),
    scriptId ? eq(deadLetters.scriptId, scriptId) : undefined,
    subscriptionId ? eq(deadLetters.subscriptionId, subscriptionId) : undefined,
    eventId ? eq(deadLetters.eventId, eventId) : undefined,
    eventType ? eq(deadLetters.eventType, eventType) : undefined,
    fingerprint ? eq(deadLetters.fingerprint, fingerprint) : undefined,
  ];
}

function toLetter(row: LetterRow) {
  return {
    id: row.id,
    deliveryId: row.deliveryId,
    eventId: row.eventId,
    eventType: row.eventType,
    subscriptionId: row.subscriptionId,
    scriptId: row.scriptId,
    version: row.version,
    state: row.state,
    attempts: row.attempts,
    fingerprint: row.fingerprint,
    error: row.error,
    data: new JsonText(row.data),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
