// A transaction that waits for something else between its statements, such as a transaction in another database. The
// driver would send the next statement (or the ROLLBACK) on a connection that has closed meanwhile, and end the process:
// https://github.com/porsager/postgres/issues/1208. Here nothing more is sent once the connection is lost.
import { setTimeout as sleep } from "node:timers/promises";
import type { Sql, SqlTx } from "./client.ts";

/** The transaction, for one more statement; throws when its connection is lost. */
export type Held = () => SqlTx;

/** Like `begin`. Rejects when the connection is lost, whatever `work` does then. */
export function holdTransaction<T>(sql: Sql, work: (held: Held) => Promise<T>): Promise<T> {
  let isLost = false;
  const begun = sql.begin(async (tx) => {
    const held = () => {
      if (isLost) throw new Error("the transaction's connection is lost");
      return tx;
    };
    const settled = await settle(work(held));
    // Both ends of the transaction are statements: without a connection it never gets there.
    if (isLost) return await new Promise<T>(() => {});
    if (!settled.ok) throw settled.error;
    return settled.value;
  }) as Promise<T>;
  begun.catch(() => {
    isLost = true;
  });
  return begun;
}

type Settled<T> = { ok: true; value: T } | { ok: false; error: unknown };

/** A lost connection fails the statement first and is told of when the socket has closed. */
const tellMs = 20;

async function settle<T>(work: Promise<T>): Promise<Settled<T>> {
  try {
    return { ok: true, value: await work };
  } catch (error) {
    await sleep(tellMs);
    return { ok: false, error };
  }
}
