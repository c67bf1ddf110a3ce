// Tenant code: scripts, their immutable versions, and the subscriptions that wake them.
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, id, instant, tenantId } from "#db/columns.ts";
import type { Backoff } from "#lib/deliveries/backoff.ts";
import { tenants } from "./tenants.ts";

export const scripts = pgTable(
  "scripts",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id, { onDelete: "cascade" }),
    name: text().notNull(),
    kind: text().$type<"event_handler" | "http_endpoint">().notNull(),
    language: text().$type<"javascript" | "typescript">().notNull(),
    path: text(),
    methods: text().array(),
    /** Who may call an endpoint. */
    auth: text().$type<"none" | "api_key">().notNull().default("none"),
    /** Requests per second of an endpoint. */
    rateLimit: integer().notNull().default(100),
    deployedVersion: integer().notNull(),
    latestVersion: integer().notNull(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
    /** Deleted scripts stay as long as executions name them; they match nothing and run nothing. */
    deletedAt: instant(),
  },
  (table) => [
    uniqueIndex("scripts_name")
      .on(table.tenantId, table.name)
      .where(sql`${table.deletedAt} is null`),
    index("scripts_tenant").on(table.tenantId, table.id),
    // Each request to an endpoint looks here; several scripts may share a path, each with methods of its own.
    index("scripts_endpoint")
      .on(table.tenantId, table.path)
      .where(sql`${table.deletedAt} is null and ${table.path} is not null`),
    check("scripts_auth", sql`${table.auth} in ('none', 'api_key')`),
    check("scripts_rate_limit", sql`${table.rateLimit} between 1 and 1000`),
    check("scripts_kind", sql`${table.kind} in ('event_handler', 'http_endpoint')`),
    check("scripts_language", sql`${table.language} in ('javascript', 'typescript')`),
  ],
);

export const scriptVersions = pgTable(
  "script_versions",
  {
    tenantId: tenantId(),
    scriptId: uuid()
      .notNull()
      .references(() => scripts.id, { onDelete: "cascade" }),
    version: integer().notNull(),
    /** As the author wrote it. */
    source: text().notNull(),
    /** What runs: the source with its types stripped, same lines and columns. */
    javascript: text().notNull(),
    note: text(),
    createdBy: text().notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.scriptId, table.version] })],
);

export const subscriptions = pgTable(
  "subscriptions",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id, { onDelete: "cascade" }),
    scriptId: uuid()
      .notNull()
      .references(() => scripts.id, { onDelete: "cascade" }),
    eventType: text().notNull(),
    filter: text(),
    priority: integer().notNull(),
    retryCount: integer().notNull(),
    backoff: jsonb().$type<Backoff>().notNull(),
    breaker: text().$type<"on" | "off">().notNull(),
    orderingKey: text(),
    onLoop: text().$type<"avoid" | "allow">().notNull(),
    active: boolean().notNull(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (table) => [
    index("subscriptions_tenant").on(table.tenantId, table.id),
    index("subscriptions_script").on(table.tenantId, table.scriptId),
    check("subscriptions_breaker", sql`${table.breaker} in ('on', 'off')`),
    check("subscriptions_on_loop", sql`${table.onLoop} in ('avoid', 'allow')`),
    check("subscriptions_retry_count", sql`${table.retryCount} between 0 and 20`),
  ],
);

/** Which subscriptions were written or removed at which version of the tenant; triggers note it, and forget it later. */
export const subscriptionChanges = pgTable(
  "subscription_changes",
  {
    tenantId: tenantId().references(() => tenants.id, { onDelete: "cascade" }),
    /** The tenant's subscription version at that moment. */
    version: bigint({ mode: "number" }).notNull(),
    subscriptionId: uuid().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.version, table.subscriptionId] })],
);
