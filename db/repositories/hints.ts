// The channels of NOTIFY. Sent after COMMIT in a transaction of its own: inside, it would make commits queue.
import type { ListenMeta } from "postgres";
import type { Sql } from "#db/client.ts";

export const channels = ["scriptbus_events", "scriptbus_deliveries"] as const;
export type Channel = (typeof channels)[number];

export async function notify(sql: Sql, channel: Channel): Promise<void> {
  await sql`select pg_notify(${channel}, '')`;
}

/** Listens on a connection of its own, which comes back by itself; `onHint` is also called after each reconnect. */
export function listen(sql: Sql, channel: Channel, onHint: () => void): Promise<ListenMeta> {
  return hear(sql, channel, onHint);
}

/** The same on a channel of the tenants' database. */
export function hear(sql: Sql, channel: string, onHint: () => void): Promise<ListenMeta> {
  return sql.listen(channel, onHint, onHint);
}
