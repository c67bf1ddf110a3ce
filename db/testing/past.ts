// Rows that happened a while ago, for tests that look back: their ids carry that time, as in real life.
import { randomUUID } from "node:crypto";
import type postgres from "postgres";

export type PastRun = {
  tenantId: string;
  scriptId: string;
  minutesAgo?: number;
  status?: string;
  trigger?: string;
  version?: number;
  durationMs?: number;
  eventId?: string;
  deliveryId?: string;
  subscriptionId?: string;
  deliveryState?: "succeeded" | "dead" | "cancelled";
  message?: string;
};

/** A UUIDv7 of that time. */
const idOf = (sql: postgres.Sql, minutesAgo: number) =>
  sql`(left(uuid_at(now() - make_interval(secs => ${minutesAgo * 60}))::text, 14)
    || right(gen_random_uuid()::text, 22))::uuid`;

export async function pastEvents(
  sql: postgres.Sql,
  {
    tenantId,
    minutesAgo = 0,
    count = 1,
  }: { tenantId: string; minutesAgo?: number; count?: number },
): Promise<void> {
  await sql`
    insert into events (id, tenant_id, type, source, "time", correlation_id, data)
    select ${idOf(sql, minutesAgo)}, ${tenantId}, 'a.b', 'test', now(), uuidv7(), '{}'
    from generate_series(1, ${count})`;
}

/** One ended attempt. */
export async function pastRun(sql: postgres.Sql, run: PastRun): Promise<string> {
  const { minutesAgo = 0, status = "succeeded", trigger = "event", version = 1 } = run;
  const error = status === "succeeded" ? null : { name: "Error", message: run.message ?? "broken" };
  const [row] = await sql<{ id: string }[]>`
    insert into executions (id, tenant_id, delivery_id, event_id, subscription_id, script_id, version, trigger, attempt, status,
      started_at, finished_at, duration_ms, error, delivery_state, attempts,
      max_attempts, priority, delivery_created_at, event_type)
    values (${idOf(sql, minutesAgo)}, ${run.tenantId}, ${run.deliveryId ?? randomUUID()}, ${run.eventId ?? null},
      ${run.subscriptionId ?? null}, ${run.scriptId}, ${version},
      ${trigger}, 1, ${status}, now() - make_interval(secs => ${minutesAgo * 60}), now(), ${run.durationMs ?? 5},
      ${error && JSON.stringify(error)}::text::jsonb, ${run.deliveryState ?? null}, 1, 4, 100, now(), 'a.b')
    returning id`;
  if (!row) throw new Error("no execution row");
  return row.id;
}
