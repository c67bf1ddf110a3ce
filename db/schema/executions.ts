// What happened: one row for each attempt, its log chunks beside it. Both are partitioned by UUIDv7 time ranges.
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { id, instant, jsonText, tenantId } from "#db/columns.ts";
import type { ExecutionTrigger } from "#lib/executions/execution-schema.ts";
import type { ExecutionStatus } from "#lib/executions/execution-status.ts";
import type { RunError } from "#lib/executions/run-result.ts";

export const executions = pgTable(
  "executions",
  {
    id: id(),
    tenantId: tenantId(),
    deliveryId: uuid(),
    eventId: uuid(),
    eventType: text(),
    subscriptionId: uuid(),
    scriptId: uuid().notNull(),
    version: integer().notNull(),
    trigger: text().$type<ExecutionTrigger>().notNull(),
    /** A test run whose sdk calls were recorded and not performed. */
    dryRun: boolean().notNull().default(false),
    attempt: integer().notNull(),
    status: text().$type<ExecutionStatus>().notNull(),
    startedAt: instant().notNull(),
    finishedAt: instant().notNull(),
    durationMs: doublePrecision().notNull(),
    cpuMs: doublePrecision(),
    peakHeapBytes: bigint({ mode: "number" }),
    queueWaitMs: doublePrecision(),
    error: jsonb().$type<RunError>(),
    result: jsonText(),
    /** Set on the execution that closed its delivery: the delivery's row is read from here. */
    deliveryState: text().$type<"succeeded" | "dead" | "cancelled">(),
    attempts: integer(),
    maxAttempts: integer(),
    priority: integer(),
    deliveryCreatedAt: instant(),
  },
  (table) => [
    index("executions_tenant").on(table.tenantId, table.id),
    index("executions_event").on(table.tenantId, table.eventId),
    index("executions_delivery").on(table.tenantId, table.deliveryId),
    index("executions_script").on(table.tenantId, table.scriptId, table.id),
    // What went wrong, by status; a run that succeeds pays nothing for it.
    index("executions_outcome")
      .on(table.tenantId, table.status, table.id)
      .where(sql`${table.status} <> 'succeeded'`),
  ],
);

/** What runs of more than a second have logged and done so far. Unlogged: the result brings all of it again. */
export const runningLogs = pgTable("running_logs", {
  executionId: uuid().primaryKey(),
  tenantId: tenantId(),
  /** A JSON array of log lines. */
  lines: jsonText().notNull(),
  /** A JSON array of effects. */
  effects: jsonText().notNull().default("[]"),
});

/** What a run did through the sdk: one row for each execution that called anything, partitioned like its log. */
export const executionEffects = pgTable("execution_effects", {
  executionId: uuid().primaryKey(),
  tenantId: tenantId(),
  /** A JSON array of effects, in order. */
  effects: jsonText().notNull(),
});

export const executionLogs = pgTable(
  "execution_logs",
  {
    executionId: uuid().notNull(),
    tenantId: tenantId(),
    /** Order of the chunks of one execution: 0 … */
    chunk: integer().notNull(),
    /** A JSON array of log lines. */
    lines: jsonText().notNull(),
  },
  (table) => [primaryKey({ columns: [table.executionId, table.chunk] })],
);
