// The rows of one statement as they come in: counted, weighed, and read.
import { dataLimits } from "#lib/data/data-limits.ts";
import { DataError } from "./data-error.ts";
import { readValue } from "./read-value.ts";
import type { Column, Row } from "./tenant-session.ts";

export type DataRow = Record<string, unknown>;

export class CollectedRows {
  readonly rows: DataRow[] = [];
  /** Said once the statement is over: the driver must read what the server sends to the end. */
  problem: DataError | null = null;
  #bytes = 0;

  add(row: Row, columns: readonly Column[]): void {
    if (this.problem) return;
    for (const value of row) this.#bytes += value?.length ?? 4;
    this.problem = this.#findProblem();
    if (!this.problem) this.#keep(row, columns);
  }

  /** The driver must not hear an error of ours: it would lose its place in what the server sends. */
  #keep(row: Row, columns: readonly Column[]): void {
    try {
      this.rows.push(readRow(row, columns));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.problem = tooMuch(`a value of the rows cannot be read: ${reason}`);
    }
  }

  #findProblem(): DataError | null {
    const { rows, resultBytes } = dataLimits;
    if (this.rows.length >= rows) {
      return tooMuch(`the statement gives more than ${rows} rows; add a LIMIT`);
    }
    if (this.#bytes > resultBytes) {
      return tooMuch(`the statement's rows are larger than ${resultBytes} bytes`);
    }
    return null;
  }
}

function tooMuch(message: string): DataError {
  return new DataError("DatabaseLimitError", `${message}. Nothing was changed`);
}

/** Own properties, whatever a column is called. */
function readRow(row: Row, columns: readonly Column[]): DataRow {
  return Object.fromEntries(
    columns.map(({ name, type }, index) => {
      const value = row[index];
      return [name, value ? readValue(type, value.toString("utf8")) : null];
    }),
  );
}
