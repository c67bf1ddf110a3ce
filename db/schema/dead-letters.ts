// What is broken, and the repairs: dead letters keep their own copy of the payload and outlive every retention.
import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, instant, jsonText, tenantId } from "#db/columns.ts";

export const deadLetters = pgTable(
  "dead_letters",
  {
    id: id(),
    tenantId: tenantId(),
    deliveryId: uuid().notNull(),
    eventId: uuid().notNull(),
    eventType: text().notNull(),
    subscriptionId: uuid().notNull(),
    scriptId: uuid().notNull(),
    version: integer().notNull(),
    state: text().$type<"open" | "replaying" | "resolved" | "discarded">().notNull(),
    attempts: integer().notNull(),
    maxAttempts: integer().notNull(),
    priority: integer().notNull(),
    orderingKey: text(),
    idempotencyKey: text().notNull(),
    fingerprint: text().notNull(),
    error: jsonb().$type<{ name: string; message: string }>().notNull(),
    data: jsonText().notNull(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (table) => [
    index("dead_letters_tenant").on(table.tenantId, table.id),
    index("dead_letters_open").on(table.tenantId, table.id).where(sql`${table.state} = 'open'`),
    // A letter is in one of these two: the open ones are many, and counted over all tenants.
    index("dead_letters_decided")
      .on(table.tenantId, table.state, table.id)
      .where(sql`${table.state} <> 'open'`),
    index("dead_letters_script").on(table.tenantId, table.scriptId, table.state, table.id),
    index("dead_letters_event").on(table.tenantId, table.eventId),
    index("dead_letters_group").on(table.tenantId, table.fingerprint, table.id),
    check(
      "dead_letters_state",
      sql`${table.state} in ('open', 'replaying', 'resolved', 'discarded')`,
    ),
  ],
);

export const replays = pgTable(
  "replays",
  {
    id: id(),
    tenantId: tenantId(),
    state: text().$type<"running" | "paused" | "done" | "aborted">().notNull(),
    total: integer().notNull(),
    started: integer().notNull().default(0),
    succeeded: integer().notNull().default(0),
    failed: integer().notNull().default(0),
    ratePerSecond: integer().notNull(),
    dryRun: boolean().notNull(),
    reason: text().notNull(),
    actor: text().notNull(),
    selection: jsonb().$type<unknown>().notNull(),
    createdAt: createdAt(),
    finishedAt: instant(),
  },
  (table) => [
    index("replays_tenant").on(table.tenantId, table.id),
    check("replays_state", sql`${table.state} in ('running', 'paused', 'done', 'aborted')`),
  ],
);
