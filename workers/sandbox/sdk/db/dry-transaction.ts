// All statements of a dry run in one transaction, which is rolled back when the run is over: a later one sees what an
// earlier one wrote.
import type { DataRow } from "#workers/data/collect-rows.ts";
import type { DataTransaction, Statement } from "#workers/data/data-transaction.ts";
import type { DataQuery, TenantDatabase } from "#workers/data/tenant-database.ts";

export class DryTransaction {
  readonly #db: TenantDatabase;
  readonly #run: Omit<DataQuery, keyof Statement>;
  #transaction: Promise<DataTransaction> | null = null;
  /** One connection: statements take turns. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(db: TenantDatabase, run: Omit<DataQuery, keyof Statement>) {
    this.#db = db;
    this.#run = run;
  }

  query(statement: Statement): Promise<DataRow[]> {
    const turn = this.#last.then(() => this.#perform(statement));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #perform(statement: Statement): Promise<DataRow[]> {
    await this.#db.check({ ...this.#run, text: statement.text });
    this.#transaction ??= this.#begin();
    const transaction = await this.#transaction;
    await transaction.tell("savepoint statement");
    try {
      return await transaction.run(statement);
    } catch (error) {
      // As in a real run, a statement that fails leaves the others standing.
      await transaction.tell("rollback to savepoint statement");
      throw error;
    }
  }

  #begin(): Promise<DataTransaction> {
    return this.#db.begin(this.#run, (transaction) => transaction.end("rollback"));
  }
}
