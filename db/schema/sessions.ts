// Who is signed in, and how often somebody tried. No process reads these tables: only the functions of the
// migration do, so that a stolen query sees neither sessions nor addresses.
import { index, integer, pgTable, uuid } from "drizzle-orm/pg-core";
import { bytes, createdAt, id, instant } from "#db/columns.ts";
import { tenants, users } from "#db/schema/tenants.ts";

export const sessions = pgTable(
  "sessions",
  {
    id: id(),
    /** SHA-256 of the token in the cookie; the token itself is never stored. */
    tokenHash: bytes().notNull().unique(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** The tenant the person acts in, one of their memberships. */
    currentTenantId: uuid()
      .notNull()
      .references(() => tenants.id, { onDelete: "cascade" }),
    createdAt: createdAt(),
    expiresAt: instant().notNull(),
  },
  (table) => [
    index("sessions_user").on(table.userId),
    index("sessions_expiry").on(table.expiresAt),
  ],
);

export const signInAttempts = pgTable("sign_in_attempts", {
  /** A keyed hash of the e-mail address. */
  key: bytes().primaryKey(),
  attempts: integer().notNull(),
  windowEndsAt: instant().notNull(),
});
