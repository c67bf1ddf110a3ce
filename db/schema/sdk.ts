// What scripts keep or leave through the sdk: cached values, secrets, text messages.

import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, createdAt, id, instant, jsonText, tenantId } from "#db/columns.ts";
import { tenants } from "./tenants.ts";

/** Values of sdk.cache when there is no Redis. Unlogged: a cache may be lost. */
export const cacheEntries = pgTable(
  "cache_entries",
  {
    tenantId: tenantId(),
    key: text().notNull(),
    value: jsonText().notNull(),
    /** Bytes of key and value, as they count against the tenant's share. */
    bytes: integer().notNull(),
    expiresAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.key] }),
    index("cache_entries_expiry").on(table.expiresAt),
  ],
);

/** Keys that secrets are encrypted with, themselves wrapped by a key derived from SCRIPTBUS_SECRET. The newest one encrypts. */
export const secretKeys = pgTable("secret_keys", {
  generation: integer().primaryKey(),
  wrapped: bytes().notNull(),
  createdAt: createdAt(),
});

/** AES-256-GCM; the plain value never leaves a process that needs it, and is never read back by people. */
export const secrets = pgTable(
  "secrets",
  {
    tenantId: tenantId().references(() => tenants.id, { onDelete: "cascade" }),
    name: text().notNull(),
    keyGeneration: integer()
      .notNull()
      .references(() => secretKeys.generation),
    /** Nonce, ciphertext and tag in one. */
    sealed: bytes().notNull(),
    createdAt: createdAt(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.name] })],
);

/** Text messages of scripts: what was sent by a provider, or kept here because there is none. */
export const smsOutbox = pgTable(
  "sms_outbox",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id, { onDelete: "cascade" }),
    executionId: uuid().notNull(),
    scriptId: uuid().notNull(),
    recipient: text().notNull(),
    message: text().notNull(),
    provider: text().notNull(),
    /** The same for the same message of the same delivery, whichever attempt sends it: it is sent once. */
    onceKey: text(),
    /** The provider's own id of the message. */
    providerId: text(),
    state: text().notNull(),
    error: text(),
    createdAt: createdAt(),
  },
  (table) => [
    index("sms_outbox_tenant").on(table.tenantId, table.id),
    uniqueIndex("sms_outbox_once").on(table.tenantId, table.onceKey),
    check("sms_outbox_state", sql`${table.state} in ('kept', 'sending', 'sent', 'failed')`),
  ],
);
