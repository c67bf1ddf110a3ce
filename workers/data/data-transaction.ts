// One transaction of a tenant's script login: begun under its limits, and ended from outside when it does not end.
import type { Sql } from "#db/client.ts";
import { endScriptSession } from "#db/repositories/tenant-data.ts";
import { schemaOf } from "#lib/data/tenant-logins.ts";
import type { RunChain } from "#lib/executions/run-chain.ts";
import { CollectedRows, type DataRow } from "./collect-rows.ts";
import { isLoginRefused, toDataError } from "./data-error.ts";
import type { Lease } from "./tenant-sessions.ts";

export type Statement = { text: string; params: readonly unknown[] };

export class DataTransaction {
  readonly tenantId: string;
  readonly #lease: Lease;
  readonly #data: Sql;
  #isOver = false;
  #wasEnded = false;

  constructor({ tenantId, lease, data }: { tenantId: string; lease: Lease; data: Sql }) {
    this.tenantId = tenantId;
    this.#lease = lease;
    this.#data = data;
  }

  async enter(chain: RunChain): Promise<void> {
    await this.#watched(() => this.#lease.session.begin(chain, schemaOf(this.tenantId)));
  }

  async run({ text, params }: Statement): Promise<DataRow[]> {
    const rows = new CollectedRows();
    const onRow = rows.add.bind(rows);
    await this.#watched(() => this.#lease.session.run({ text, params, onRow }));
    if (rows.problem) throw rows.problem;
    return rows.rows;
  }

  /** Utility statements of our own. */
  async tell(text: string): Promise<void> {
    await this.#watched(() => this.#lease.session.tell(text));
  }

  /** Once; later calls do nothing. A commit that fails is said, a rollback that fails costs the session. */
  async end(how: "commit" | "rollback"): Promise<void> {
    if (this.#isOver) return;
    try {
      await this.tell(`${how}; reset all`);
      this.#release(true);
    } catch (error) {
      if (how === "commit") throw error;
      this.#release(false);
    }
  }

  /** Nobody waits any more: whatever it does is stopped, from outside if it must be. */
  abandon(): void {
    if (this.#isOver) return;
    this.#endSession();
    this.#release(false);
  }

  #release(isSound: boolean): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#lease.release(isSound && !this.#wasEnded);
  }

  /** The server's own limit comes first; a statement can swallow that, but not this. */
  async #watched(work: () => Promise<void>): Promise<void> {
    const { endSessionMs } = this.#lease.session.times;
    const timer = setTimeout(() => this.#endSession(), endSessionMs);
    try {
      await work();
    } catch (error) {
      if (isLoginRefused(error)) throw error;
      throw toDataError(error, this.#wasEnded) ?? error;
    } finally {
      clearTimeout(timer);
    }
  }

  #endSession(): void {
    this.#wasEnded = true;
    const { pid } = this.#lease.session;
    this.#lease.session.destroy();
    if (pid === null) return;
    // What fails here is ended by the server's own limits.
    endScriptSession(this.#data, { tenantId: this.tenantId, pid }).catch(() => undefined);
  }
}
