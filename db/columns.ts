// Column shapes every table shares, so that ids, times and tenants look the same everywhere.
import { sql } from "drizzle-orm";
import { customType, timestamp, uuid } from "drizzle-orm/pg-core";

/** A UUIDv7 made by Postgres. */
export const id = () => uuid().primaryKey().default(sql`uuidv7()`);

export const tenantId = () => uuid().notNull();

/** An instant; a JavaScript Date, `timestamptz` in Postgres. */
export const instant = () => timestamp({ withTimezone: true, mode: "date" });

export const createdAt = () => instant().notNull().defaultNow();

/** JSON kept as the text that came in: never parsed and printed again on its way to the guest. */
export const jsonText = customType<{ data: string; driverData: string }>({
  dataType: () => "json",
  fromDriver: (value) => (typeof value === "string" ? value : JSON.stringify(value)),
});

export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => "bytea",
});
