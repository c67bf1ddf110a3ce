// The durable buffer: hot and small, because a finished delivery leaves it and lives as its last execution.
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, id, instant, tenantId } from "#db/columns.ts";

export const deliveries = pgTable(
  "deliveries",
  {
    id: id(),
    tenantId: tenantId(),
    eventId: uuid().notNull(),
    eventType: text().notNull(),
    eventSeq: bigint({ mode: "number" }).notNull(),
    subscriptionId: uuid().notNull(),
    scriptId: uuid().notNull(),
    state: text().$type<"waiting" | "ready" | "running" | "scheduled">().notNull(),
    priority: integer().notNull(),
    /** Attempts charged so far. */
    attempts: integer().notNull().default(0),
    maxAttempts: integer().notNull(),
    /** How often a run of it killed its sandbox process (three and it is dead). */
    crashes: integer().notNull().default(0),
    /** When it may be claimed (ready, scheduled). */
    dueAt: instant().notNull().default(sql`now()`),
    orderingKey: text(),
    /** Size of the payload, so that a claim can be capped by bytes without reading it. */
    dataBytes: integer().notNull(),
    /** True while the event's gate still counts on the first attempt of this delivery (SQL function pass_gates). */
    gated: boolean().notNull().default(false),
    idempotencyKey: text().notNull(),
    /** The running attempt; also the fencing token: a settle that does not name it changes nothing. */
    executionId: uuid(),
    workerId: uuid(),
    claimedAt: instant(),
    /** Replays: which letter and which replay this delivery belongs to, and which version it must run. */
    deadLetterId: uuid(),
    replayId: uuid(),
    pinnedVersion: integer(),
    createdAt: createdAt(),
  },
  (table) => [
    index("deliveries_claim")
      .on(table.tenantId, table.subscriptionId, table.dueAt, table.eventSeq)
      .where(sql`${table.state} in ('ready', 'scheduled')`),
    index("deliveries_running").on(table.workerId).where(sql`${table.state} = 'running'`),
    index("deliveries_event").on(table.tenantId, table.eventId),
    // What waits for a person to see it; a delivery that runs at once is never in here.
    index("deliveries_delayed")
      .on(table.tenantId, table.state, table.eventId)
      .where(sql`${table.state} in ('waiting', 'scheduled')`),
    index("deliveries_key")
      .on(table.subscriptionId, table.orderingKey, table.eventSeq)
      .where(sql`${table.orderingKey} is not null`),
    // Two claims at the same moment may not see each other: one of them fails.
    uniqueIndex("deliveries_key_running")
      .on(table.subscriptionId, table.orderingKey)
      .where(sql`${table.state} = 'running' and ${table.orderingKey} is not null`),
    check("deliveries_state", sql`${table.state} in ('waiting', 'ready', 'running', 'scheduled')`),
    check(
      "deliveries_lease",
      sql`(${table.state} = 'running') = (${table.executionId} is not null)`,
    ),
  ],
);

/** Only for events whose deliveries have more than one priority: which group is open, and what it still waits for. */
export const eventGates = pgTable("event_gates", {
  eventId: uuid().primaryKey(),
  tenantId: tenantId(),
  openPriority: integer().notNull(),
  /** Deliveries of the open group that have not finished their first attempt. */
  remaining: integer().notNull(),
});

/** Live workers; a lease holds as long as its worker's heartbeat is fresh. */
export const workers = pgTable("workers", {
  id: uuid().primaryKey(),
  address: text().notNull(),
  startedAt: createdAt(),
  heartbeatAt: createdAt(),
});
