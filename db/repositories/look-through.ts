// Payloads that must be parsed to be judged: read newest first in pieces, bounded in number, bytes and time, with
// room for other work in between.

import { setImmediate } from "node:timers/promises";

type Bounds = {
  /** Rows. */
  most: number;
  maxMs: number;
};

type LookedThrough = {
  /** How many rows were visited. */
  looked: number;
  /** Time or number ran out before the rows did, or before the visitor had enough. */
  isCut: boolean;
};

/** Payloads are large or small: so many bytes are read at a time. */
const bytesAtATime = 2 * 1024 * 1024;
const workMs = 20;
const firstChunk = 16;
const largestChunk = 500;
/** Of one tenant in this process: each may hold a connection for a second. */
export const looksAtATime = 2;

const running = new Map<string, number>();

/** `read` gives the next rows, fewer than `limit` only at the end; `visit` says when it has enough. */
export async function lookThrough<Row extends { data: string }>(
  read: (limit: number) => Promise<readonly Row[]>,
  { most, maxMs }: Bounds,
  visit: (row: Row) => "more" | "enough",
): Promise<LookedThrough> {
  const endsAt = performance.now() + maxMs;
  const restWhenDue = createRests();
  let looked = 0;
  let limit = Math.min(firstChunk, most);
  while (looked < most) {
    const rows = await read(limit);
    for (const row of rows) {
      looked += 1;
      if (visit(row) === "enough") return { looked, isCut: false };
      if (performance.now() > endsAt) return { looked, isCut: true };
      await restWhenDue();
    }
    if (rows.length < limit) return { looked, isCut: false };
    limit = Math.min(chunkAfter(rows), most - looked);
  }
  return { looked, isCut: true };
}

/** Large payloads and dear filters keep the process busy: now and then it does other work for a moment. */
function createRests(): () => Promise<void> | undefined {
  let workedSince = performance.now();
  const rest = async () => {
    await setImmediate();
    workedSince = performance.now();
  };
  return () => (performance.now() - workedSince > workMs ? rest() : undefined);
}

/** Undefined when the tenant has as many looks running as it may have. */
export async function inLookOf<T>(
  tenantId: string,
  look: () => Promise<T>,
): Promise<T | undefined> {
  const others = running.get(tenantId) ?? 0;
  if (others >= looksAtATime) return undefined;
  running.set(tenantId, others + 1);
  return look().finally(() => forget(tenantId));
}

function forget(tenantId: string): void {
  const left = (running.get(tenantId) ?? 1) - 1;
  if (left === 0) running.delete(tenantId);
  else running.set(tenantId, left);
}

/** How many rows like these make the bytes of one look. */
function chunkAfter(rows: readonly { data: string }[]): number {
  const bytes = rows.reduce((sum, { data }) => sum + data.length, 0);
  const fitting = Math.floor((bytesAtATime * rows.length) / Math.max(1, bytes));
  return Math.max(1, Math.min(largestChunk, fitting));
}
