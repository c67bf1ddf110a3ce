// One session of a tenant's script login. Every transaction begins with its limits, so nothing that an earlier one left
// in the session can weaken them.
import postgres from "postgres";
import type { StatementTimes } from "#lib/data/data-limits.ts";
import type { RunChain } from "#lib/executions/run-chain.ts";
import { type Meter, openMeteredSocket } from "./metered-socket.ts";
import { DataParameter, printJson } from "./write-value.ts";

export type SessionAddress = { host: string; port: number; database: string; ssl: boolean };

/** The server of the tenants' own database, from its URL. */
export function sessionAddress(url: URL): SessionAddress {
  const mode = url.searchParams.get("sslmode") ?? url.searchParams.get("ssl") ?? "disable";
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port || 5432),
    database: decodeURIComponent(url.pathname.slice(1)),
    ssl: !["disable", "false", "allow"].includes(mode),
  };
}

export type SessionOptions = {
  address: SessionAddress;
  login: { user: string; password: string };
  times: StatementTimes;
};

export type Row = readonly (Buffer | null)[];
export type Column = { name: string; type: number };

export type Statement = {
  text: string;
  params: readonly unknown[];
  /** Called with each row; it may throw to refuse more. */
  onRow: (row: Row, columns: readonly Column[]) => void;
};

export class TenantSession {
  readonly #sql: postgres.Sql;
  readonly #meter: Meter = { received: 0 };
  /** Of the server's process; null before the first transaction. */
  pid: number | null = null;
  readonly times: StatementTimes;
  #isLost = false;

  constructor({ times, ...options }: SessionOptions) {
    this.times = times;
    const onLost = () => this.#lose();
    this.#sql = connectAs({ ...options, times, meter: this.#meter, onLost });
  }

  async begin(chain: RunChain, schema: string): Promise<void> {
    this.#meter.received = 0;
    this.#isLost = false;
    const begun = await this.#sql.unsafe(beginText({ chain, schema, times: this.times })).simple();
    // The driver's types leave the process out.
    this.pid = (begun.state as { pid?: number } | null)?.pid ?? null;
    if (this.pid === null) throw new Error("the driver did not say which process serves it");
  }

  async run({ text, params, onRow }: Statement): Promise<void> {
    this.#meter.received = 0;
    this.#assertInTransaction();
    const values = params.map((value) => (value === null ? null : new DataParameter(value)));
    // Its own statement each time: a name kept in the session would be a way from one run to the next.
    const options = { prepare: false, simple: false };
    const query = this.#sql.unsafe(text, values as never[], options).raw();
    await query.forEach((row, result) => {
      onRow(row as unknown as Row, (result as unknown as { columns: readonly Column[] }).columns);
    });
  }

  /** Utility statements of our own, one after another. */
  async tell(text: string): Promise<void> {
    this.#assertInTransaction();
    await this.#sql.unsafe(text).simple();
  }

  /** At once, whatever is under way. */
  destroy(): void {
    this.#lose();
    void this.#sql.end({ timeout: 0 });
  }

  #lose(): void {
    this.#isLost = true;
  }

  /** The driver would connect anew, and nothing of the transaction's beginning would hold. */
  #assertInTransaction(): void {
    if (this.#isLost) throw new SessionLost();
  }
}

/** The connection went away in the middle of a transaction. */
export class SessionLost extends Error {}

type Connecting = SessionOptions & {
  meter: Meter;
  onLost: () => void;
};

function connectAs({ address, login, times, meter, onLost }: Connecting): postgres.Sql {
  const { host, port, database, ssl } = address;
  const asText = (to: number, from: number[]) => ({ to, from, serialize: String, parse: String });
  const options = {
    host,
    port,
    database,
    username: login.user,
    password: login.password,
    ssl: ssl && "prefer",
    max: 1,
    fetch_types: false,
    connect_timeout: 5,
    idle_timeout: 0,
    max_lifetime: null,
    connection: {
      application_name: "scriptbus script",
      statement_timeout: times.statementMs,
      idle_in_transaction_session_timeout: idleMs(times),
    },
    onnotice: () => {},
    onclose: onLost,
    socket: () => openMeteredSocket({ host, port }, meter),
    types: {
      number: asText(0, []),
      date: asText(1184, [1082, 1114]),
      boolean: asText(16, [16]),
      bytea: asText(17, [17]),
      json: { to: 114, from: [114, 3802], serialize: printJson, parse: String },
    },
  };
  // `socket` is an option of the driver that its types leave out.
  return postgres(options as unknown as postgres.Options<Record<string, postgres.PostgresType>>);
}

/** Between the statements of a dry run. */
function idleMs({ endSessionMs }: StatementTimes): number {
  return 10 * endSessionMs;
}

type Beginning = { chain: RunChain; schema: string; times: StatementTimes };

function beginText({ chain, schema, times }: Beginning): string {
  const settings: Readonly<Record<string, string>> = {
    statement_timeout: String(times.statementMs),
    lock_timeout: String(times.statementMs),
    idle_in_transaction_session_timeout: String(idleMs(times)),
    search_path: schema,
    role: "none",
    work_mem: "8MB",
    max_parallel_workers_per_gather: "0",
    timezone: "UTC",
    datestyle: "ISO, YMD",
    intervalstyle: "postgres",
    bytea_output: "hex",
    extra_float_digits: "1",
    client_encoding: "UTF8",
    standard_conforming_strings: "on",
    "scriptbus.chain": JSON.stringify(chain),
  };
  const lines = Object.entries(settings).map(
    ([name, value]) => `set local ${name} = '${value.replaceAll("'", "''")}'`,
  );
  return ["begin isolation level read committed read write", ...lines].join(";\n");
}
