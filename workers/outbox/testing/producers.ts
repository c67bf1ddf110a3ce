// A tenant's own programs, which write to its tables and leave events in the same transaction, on a server that may die
// under them. Each transaction takes numbers of its own; what it has left in the tables is the truth.
import postgres from "postgres";
import { holdTransaction } from "#db/held-transaction.ts";

export type Production = {
  /** The owner's login. */
  url: string;
  transactions: number;
  rowsEach: number;
  /** Every so many of them are rolled back. */
  rollBackEvery: number;
  /** Resolves when the next one may begin. */
  mayBegin: () => Promise<void>;
  onDone: () => void;
};

class OwnRollback extends Error {}

/** Resolves with the numbers of acknowledged transactions, when so many have ended as they were meant to. */
export async function produce(production: Production): Promise<number[]> {
  const { transactions, rowsEach, rollBackEvery, mayBegin, onDone } = production;
  const acknowledged: number[] = [];
  let attempt = 0;
  let done = 0;
  while (done < transactions) {
    await mayBegin();
    const first = attempt * rowsEach;
    attempt += 1;
    const outcome = await attemptOne(production, { first, rollsBack: done % rollBackEvery === 0 });
    if (outcome === "lost") continue;
    if (outcome === "committed") {
      acknowledged.push(...Array.from({ length: rowsEach }, (_, i) => first + i));
    }
    done += 1;
    onDone();
  }
  return acknowledged;
}

/** A connection for each, as from a program that has just been started again. */
async function attemptOne(
  { url, rowsEach }: Production,
  { first, rollsBack }: { first: number; rollsBack: boolean },
): Promise<"committed" | "rolled back" | "lost"> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, fetch_types: false, onnotice: () => {} });
  try {
    await holdTransaction(sql, async (tx) => {
      const steps = 10;
      const each = rowsEach / steps;
      for (let step = 0; step < steps; step += 1) {
        const from = first + step * each;
        await (step % 2 === 0 ? writeTable(tx(), from, each) : emitBeside(tx(), from, each));
      }
      if (rollsBack) throw new OwnRollback();
    });
    return "committed";
  } catch (error) {
    return error instanceof OwnRollback ? "rolled back" : "lost";
  } finally {
    await sql.end({ timeout: 0 });
  }
}

/** Its trigger leaves the events. */
async function writeTable(tx: postgres.TransactionSql, from: number, count: number): Promise<void> {
  await tx`insert into payments select n from generate_series(${from}::int, ${from + count - 1}::int) n`;
}

async function emitBeside(tx: postgres.TransactionSql, from: number, count: number): Promise<void> {
  await tx`
    with written as (
      insert into ledger select n from generate_series(${from}::int, ${from + count - 1}::int) n returning n
    )
    select scriptbus.emit_event('ledger.written', jsonb_build_object('n', n)) from written`;
}

/** What is there. */
export async function readTruth(url: string): Promise<number[]> {
  const sql = postgres(url, { max: 1, fetch_types: false, onnotice: () => {} });
  const rows = await sql<{ n: number }[]>`
    select n from payments union all select n from ledger order by n`;
  await sql.end({ timeout: 5 });
  return rows.map(({ n }) => n);
}
