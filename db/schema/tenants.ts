// Tenants, their people and their API keys.
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, createdAt, id, instant, tenantId } from "#db/columns.ts";
import type { TenantLimits } from "#lib/tenancy/tenant-limits.ts";

export const tenants = pgTable("tenants", {
  id: id(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  internal: boolean().notNull().default(false),
  replayEnabled: boolean().notNull().default(false),
  /** Only what differs from the defaults of lib/tenancy/tenant-limits.ts. */
  limits: jsonb().$type<Partial<TenantLimits>>().notNull().default({}),
  /** Hosts that sdk.http may reach; null: every public host. */
  egressHosts: text().array(),
  /** Grows with every change of the tenant's subscriptions: a router that is behind refreshes first. */
  subscriptionVersion: bigint({ mode: "number" }).notNull().default(0),
  createdAt: createdAt(),
});

export const users = pgTable(
  "users",
  {
    id: id(),
    email: text().notNull(),
    name: text().notNull(),
    /** Argon2id in PHC string format. */
    passwordHash: text().notNull(),
    instanceOwner: boolean().notNull().default(false),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex("users_email").on(sql`lower(${table.email})`)],
);

export const memberships = pgTable(
  "memberships",
  {
    tenantId: tenantId().references(() => tenants.id, { onDelete: "cascade" }),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.userId] }),
    check("memberships_role", sql`${table.role} in ('viewer', 'developer', 'operator', 'admin')`),
  ],
);

export const apiKeys = pgTable(
  "api_keys",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id, { onDelete: "cascade" }),
    name: text().notNull(),
    /** The first characters, so that a person can tell keys apart. */
    prefix: text().notNull(),
    /** SHA-256 of the whole key; the key itself is shown once and never stored. */
    hash: bytes().notNull().unique(),
    scopes: text().array().notNull(),
    lastUsedAt: instant(),
    revokedAt: instant(),
    createdAt: createdAt(),
  },
  (table) => [index("api_keys_tenant").on(table.tenantId, table.id)],
);
