// What sdk.db does: one statement of a script in one transaction of its tenant's own, under its limits.
import type { Logger } from "pino";
import type { Sql } from "#db/client.ts";
import { provisionTenant, resetScriptLogin } from "#db/repositories/tenant-data.ts";
import { dataLimits, type StatementTimes } from "#lib/data/data-limits.ts";
import { loginName, loginPassword } from "#lib/data/tenant-logins.ts";
import type { RunChain } from "#lib/executions/run-chain.ts";
import type { DataRow } from "./collect-rows.ts";
import { DataError, isLoginRefused, toDataError } from "./data-error.ts";
import { DataTransaction, type Statement } from "./data-transaction.ts";
import { createStatementCheck, type StatementCheck } from "./statement-check.ts";
import { type SessionAddress, TenantSession } from "./tenant-session.ts";
import { TenantSessions } from "./tenant-sessions.ts";

export type DataQuery = Statement & {
  tenantId: string;
  chain: RunChain;
  /** Aborts when nobody waits for the rows any more. */
  signal: AbortSignal;
};

export type TenantDatabaseOptions = {
  /** The tenants' own database, as the worker. */
  data: Sql;
  address: SessionAddress;
  /** What passwords are derived from; asked for when a script first needs one. */
  loginKey: () => Buffer;
  log: Logger;
  times?: StatementTimes;
};

export class TenantDatabase {
  readonly #options: TenantDatabaseOptions;
  readonly #sessions: TenantSessions;
  readonly #check: StatementCheck = createStatementCheck();
  readonly #provisioned = new Map<string, Promise<void>>();

  constructor(options: TenantDatabaseOptions) {
    this.#options = options;
    this.#sessions = new TenantSessions((tenantId) => this.#open(tenantId));
  }

  /** Commits. Rejects with a `DataError` for what the script may know. */
  async query(query: DataQuery): Promise<DataRow[]> {
    await this.check(query);
    const transaction = await this.begin(query);
    try {
      const rows = await transaction.run(query);
      await transaction.end("commit");
      return rows;
    } finally {
      await transaction.end("rollback");
    }
  }

  async check({ tenantId, text }: Pick<DataQuery, "tenantId" | "text">): Promise<void> {
    const problem = await this.#check(tenantId, text);
    if (problem) throw new DataError("DatabaseError", problem);
  }

  /** A transaction of its own, which must be ended; `onAbort` does it when nobody waits any more. */
  async begin(
    { tenantId, chain, signal }: Omit<DataQuery, keyof Statement>,
    onAbort = (transaction: DataTransaction): unknown => transaction.abandon(),
  ): Promise<DataTransaction> {
    await this.#provision(tenantId);
    const lease = await this.#sessions.lease(tenantId);
    const transaction = new DataTransaction({ tenantId, lease, data: this.#options.data });
    try {
      await this.#enter(transaction, chain);
    } catch (error) {
      await transaction.end("rollback");
      throw error;
    }
    signal.addEventListener("abort", () => onAbort(transaction), { once: true });
    if (signal.aborted) onAbort(transaction);
    return transaction;
  }

  close(): void {
    this.#sessions.close();
  }

  async #enter(transaction: DataTransaction, chain: RunChain): Promise<void> {
    try {
      await transaction.enter(chain);
    } catch (error) {
      if (!isLoginRefused(error)) throw error;
      const { tenantId } = transaction;
      this.#options.log.warn({ tenantId }, "the script login's password was another one: set anew");
      await resetScriptLogin(this.#options.data, this.#loginOf(tenantId));
      await transaction.enter(chain);
    }
  }

  #provision(tenantId: string): Promise<void> {
    const known = this.#provisioned.get(tenantId);
    if (known) return known;
    const provisioning = provisionTenant(this.#options.data, this.#loginOf(tenantId));
    this.#provisioned.set(tenantId, provisioning);
    provisioning.catch(() => this.#provisioned.delete(tenantId));
    return provisioning.catch((error: unknown) => {
      throw toDataError(error, false) ?? error;
    });
  }

  #loginOf(tenantId: string) {
    const { loginKey } = this.#options;
    const login = { tenantId, login: "script", generation: 1 } as const;
    return { tenantId, scriptPassword: loginPassword(loginKey(), login) };
  }

  #open(tenantId: string): TenantSession {
    const { scriptPassword: password } = this.#loginOf(tenantId);
    const { address, times = dataLimits.times } = this.#options;
    const login = { user: loginName(tenantId, "script"), password };
    return new TenantSession({ address, login, times });
  }
}
