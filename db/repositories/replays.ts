// Replays as they are read: who replayed what, why, and how far it is.
import { and, desc, eq, lt } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { replays } from "#db/schema/dead-letters.ts";
import type { Replay, ReplayQuery } from "#lib/replays/replay-schema.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import { type Page, toPage } from "#lib/shared/paging.ts";
import type { Actor } from "#lib/tenancy/actor.ts";

type ReplayRow = typeof replays.$inferSelect;

export async function listReplays(tx: Tx, actor: Actor, query: ReplayQuery): Promise<Page<Replay>> {
  const rows = await tx
    .select()
    .from(replays)
    .where(
      and(
        eq(replays.tenantId, actor.tenantId),
        query.state ? eq(replays.state, query.state) : undefined,
        query.cursor ? lt(replays.id, query.cursor) : undefined,
      ),
    )
    .orderBy(desc(replays.id))
    .limit(query.limit + 1);
  return toPage(rows, query, { key: (row) => row.id, item: toReplay });
}

export async function getReplay(tx: Tx, actor: Actor, id: string): Promise<Result<Replay>> {
  const [row] = await tx
    .select()
    .from(replays)
    .where(and(eq(replays.tenantId, actor.tenantId), eq(replays.id, id)));
  return row ? succeed(toReplay(row)) : fail("not_found", "There is no such replay.");
}

function toReplay(row: ReplayRow): Replay {
  return {
    id: row.id,
    state: row.state,
    total: row.total,
    started: row.started,
    succeeded: row.succeeded,
    failed: row.failed,
    ratePerSecond: row.ratePerSecond,
    dryRun: row.dryRun,
    reason: row.reason,
    actor: row.actor,
    createdAt: row.createdAt.toISOString(),
    ...(row.finishedAt ? { finishedAt: row.finishedAt.toISOString() } : {}),
  };
}
