// One turn of the relay: rows of the outbox become events exactly once, whatever dies between the commits (docs/adr/0023).
import type { Sql, SqlTx } from "#db/client.ts";
import { isDataError } from "#db/errors.ts";
import { holdTransaction } from "#db/held-transaction.ts";
import {
  lockTenants,
  type ReadyRow,
  removeReceipts,
  type TurnTenant,
  writeEvents,
} from "#db/repositories/outbox-receipts.ts";
import {
  deleteRows,
  findWaitingTenants,
  type KeptRow,
  keepRows,
  takeRows,
} from "#db/repositories/outbox-relay.ts";
import { judgeOutboxRow, type OutboxRow } from "#lib/events/outbox-row.ts";
import { tenantLimits } from "#lib/tenancy/tenant-limits.ts";

export type PassInput = {
  /** The tenants' database. */
  data: Sql;
  /** The platform's. */
  platform: Sql;
  maxRows: number;
  /** The last tenant of the turn before. */
  after: string;
};

export type Pass = {
  events: number;
  /** Rows that left the queue, those that are kept included. */
  rows: number;
  kept: KeptRow[];
  /** For the next turn. */
  after: string;
};

export const firstTenant = "00000000-0000-0000-0000-000000000000";
const maxTenants = 50;
const maxBytes = 16 * 1024 * 1024;

/** The platform cannot store these rows together, for a reason that is in their data. */
export class UnstorableRows extends Error {
  readonly ids: readonly string[];
  constructor(rows: readonly ReadyRow[], cause: unknown) {
    super("rows of the outbox cannot be stored", { cause });
    this.ids = rows.map(({ row }) => row.id);
  }
}

export async function relayPass({ data, platform, maxRows, after }: PassInput): Promise<Pass> {
  const waiting = await findWaitingTenants(data, { after, limit: maxTenants });
  const next = waiting.length < maxTenants ? firstTenant : (waiting.at(-1) ?? firstTenant);
  if (waiting.length === 0) return { events: 0, rows: 0, kept: [], after: next };
  const { events, ready, kept } = await holdTransaction(data, async (outbox) => {
    const written = await holdTransaction(platform, async (store) => {
      const tenants = await lockTenants(store(), waiting);
      const judged = await takeTurn({ tenants, maxRows, take: outbox });
      return { ...judged, events: await writeReady(store(), judged.ready) };
    });
    await keepRows(outbox(), written.kept);
    await deleteRows(outbox(), idsOf(written.ready));
    return written;
  });
  await removeReceipts(platform, idsOf(ready));
  return { events, rows: ready.length + kept.length, kept, after: next };
}

type Judged = { ready: ReadyRow[]; kept: KeptRow[] };
type TurnInput = { tenants: readonly TurnTenant[]; maxRows: number; take: () => SqlTx };

async function takeTurn({ tenants, maxRows, take }: TurnInput): Promise<Judged> {
  if (tenants.length === 0) return { ready: [], kept: [] };
  const ids = tenants.map(({ id }) => id);
  const rows = await takeRows(take(), { tenants: ids, maxRows, maxBytes });
  return judgeAll(rows, tenants);
}

function judgeAll(rows: readonly OutboxRow[], tenants: readonly TurnTenant[]): Judged {
  const limits = new Map(tenants.map(({ id, limits }) => [id, limits && tenantLimits(limits)]));
  const judged: Judged = { ready: [], kept: [] };
  for (const row of rows) {
    const verdict = judgeOutboxRow(row, limits.get(row.tenantId) ?? null);
    if (verdict.state === "ready") judged.ready.push({ row, event: verdict.event });
    else judged.kept.push({ id: row.id, ...verdict });
  }
  return judged;
}

async function writeReady(tx: SqlTx, ready: readonly ReadyRow[]): Promise<number> {
  try {
    return await writeEvents(tx, ready);
  } catch (error) {
    if (isDataError(error)) throw new UnstorableRows(ready, error);
    throw error;
  }
}

function idsOf(ready: readonly ReadyRow[]): string[] {
  return ready.map(({ row }) => row.id);
}
