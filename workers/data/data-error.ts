// What goes wrong with a statement and is the script's to know. Anything else is the platform's fault, and hidden.
import postgres from "postgres";
import { dataLimits } from "#lib/data/data-limits.ts";
import { TooMuchReceived } from "./metered-socket.ts";
import { SessionLost } from "./tenant-session.ts";

type DataErrorName = "DatabaseError" | "DatabaseLimitError" | "DatabaseUnavailableError";

/** `name` is that of the error in the script. */
export class DataError extends Error {
  constructor(name: DataErrorName, message: string) {
    super(message);
    this.name = name;
  }
}

const { times, resultBytes } = dataLimits;
const away = "the database cannot be reached just now; try again later";
const slow = `the statement took longer than ${times.statementMs} ms and was stopped. Nothing was changed`;

/** Null for what is not the script's to know. */
export function toDataError(error: unknown, wasEnded: boolean): DataError | null {
  if (error instanceof DataError) return error;
  if (wasEnded) return new DataError("DatabaseLimitError", slow);
  if (error instanceof TooMuchReceived) {
    const message = `the statement's rows are larger than ${resultBytes} bytes. Nothing was changed`;
    return new DataError("DatabaseLimitError", message);
  }
  if (isAway(error)) return new DataError("DatabaseUnavailableError", away);
  return error instanceof postgres.PostgresError ? fromServer(error) : null;
}

function fromServer({ code, message, hint }: postgres.PostgresError): DataError {
  if (code === "53400")
    return new DataError("DatabaseLimitError", `${message}. Nothing was changed`);
  if (code === "57014") return new DataError("DatabaseLimitError", slow);
  return new DataError("DatabaseError", `${message}${hint ? ` (${hint})` : ""} [${code}]`);
}

/** Server shut down or full, connection lost or refused; 08P01 is a statement with the wrong number of parameters. */
function isAway(error: unknown): boolean {
  if (error instanceof SessionLost) return true;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^(08(?!P01)|57P|53300|CONNECT|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH)/.test(code);
}

/** The login's password is not the one it should be, or it cannot log in. */
export function isLoginRefused(error: unknown): boolean {
  return error instanceof postgres.PostgresError && /^28/.test(error.code);
}
