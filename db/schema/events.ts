// What came in: immutable events, the keys that dedupe them, and what the router still has to do.
// `events` and `event_skips` are partitioned by UUIDv7 time ranges (see migrations).
import { sql } from "drizzle-orm";
import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, id, instant, jsonText, tenantId } from "#db/columns.ts";

export const events = pgTable(
  "events",
  {
    id: id(),
    tenantId: tenantId(),
    /** Order of acceptance; deliveries with an ordering key follow it. */
    seq: bigint({ mode: "number" }).generatedAlwaysAsIdentity(),
    type: text().notNull(),
    source: text().notNull(),
    externalId: text(),
    subject: text(),
    time: instant().notNull(),
    receivedAt: instant().notNull().default(sql`clock_timestamp()`),
    correlationId: uuid().notNull(),
    causationId: uuid(),
    hop: integer().notNull().default(0),
    /** The subscriptions this chain has passed through, oldest first (loop guard). */
    path: uuid().array().notNull().default([]),
    replayOf: uuid(),
    traceparent: text(),
    extensions: jsonb().$type<Record<string, string>>(),
    data: jsonText().notNull(),
  },
  (table) => [
    index("events_tenant").on(table.tenantId, table.id),
    index("events_tenant_type").on(table.tenantId, table.type, table.id),
    // The chain of an event; one that came from outside is the first of its own and not in here.
    index("events_chain")
      .on(table.tenantId, table.correlationId, table.id)
      .where(sql`${table.correlationId} <> ${table.id}`),
  ],
);

export const eventKeys = pgTable(
  "event_keys",
  {
    tenantId: tenantId(),
    source: text().notNull(),
    externalId: text().notNull(),
    eventId: uuid().notNull(),
    expiresAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.source, table.externalId] }),
    index("event_keys_expiry").on(table.expiresAt),
  ],
);

export const unroutedEvents = pgTable(
  "unrouted_events",
  {
    eventId: uuid().primaryKey(),
    tenantId: tenantId(),
    seq: bigint({ mode: "number" }).notNull(),
    dueAt: instant().notNull().default(sql`now()`),
  },
  (table) => [index("unrouted_events_due").on(table.tenantId, table.dueAt, table.seq)],
);

/** Rows of the tenants' outbox that became events here and may still be there (docs/adr/0023). The worker's alone. */
export const outboxReceipts = pgTable("outbox_receipts", {
  rowId: uuid().primaryKey(),
  tenantId: tenantId(),
  relayedAt: instant().notNull().defaultNow(),
});

/** A subscription that matched and yet got no delivery, or (no subscription) an event nobody subscribes to. */
export const eventSkips = pgTable(
  "event_skips",
  {
    eventId: uuid().notNull(),
    tenantId: tenantId(),
    subscriptionId: uuid(),
    reason: text().notNull(),
    detail: text(),
    createdAt: createdAt(),
  },
  (table) => [index("event_skips_event").on(table.tenantId, table.eventId)],
);

export const eventTypes = pgTable(
  "event_types",
  {
    tenantId: tenantId(),
    name: text().notNull(),
    description: text(),
    firstSeenAt: instant().notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.name] })],
);
