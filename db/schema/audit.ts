// Who did what, when and why: append-only, one HMAC chain per tenant and one for the instance.
import { bigint, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytes, createdAt, id } from "#db/columns.ts";

export const auditLog = pgTable(
  "audit_log",
  {
    id: id(),
    /** Null for the instance's own chain. */
    tenantId: uuid(),
    seq: bigint({ mode: "number" }).notNull(),
    at: createdAt(),
    actor: text().notNull(),
    action: text().notNull(),
    target: text().notNull(),
    details: jsonb().$type<Record<string, unknown>>().notNull(),
    hash: bytes().notNull(),
  },
  (table) => [index("audit_log_chain").on(table.tenantId, table.seq)],
);

/** The last link of each chain, so that a deleted last row is noticed. */
export const auditHeads = pgTable("audit_heads", {
  /** The tenant id, or `instance`. */
  chain: text().primaryKey(),
  tenantId: uuid(),
  seq: bigint({ mode: "number" }).notNull(),
  hash: bytes().notNull(),
});
