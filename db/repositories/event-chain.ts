// The events of one chain: the first one, which is its own correlation id, and what reactions emitted since.
import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { ChainEvent } from "#lib/events/event-chain.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { eventStatus } from "./events-read.ts";
import { isoTime } from "./written-sql.ts";

const mostEvents = 100;

/** The oldest hundred. The second half of the union says the condition of the index events_chain. */
export async function readChain(
  tx: Tx,
  actor: Actor,
  correlationId: string,
): Promise<{ events: ChainEvent[]; isCut: boolean }> {
  const { tenantId } = actor;
  const rows = await tx.execute<ChainEvent>(sql`
    select events.id, events.type, ${isoTime(sql`events.received_at`)} as "receivedAt", ${eventStatus} as status,
      events.replay_of as "replayOf", x.event_id as "parentId", s.name as "scriptName"
    from (
      select id from events where tenant_id = ${tenantId} and id = ${correlationId}
      union all
      (select id from events where tenant_id = ${tenantId} and correlation_id = ${correlationId}
        and correlation_id <> id order by id limit ${mostEvents + 1})
    ) chain
    join events on events.tenant_id = ${tenantId} and events.id = chain.id
    left join executions x on x.tenant_id = ${tenantId} and x.id = events.causation_id
    left join scripts s on s.tenant_id = ${tenantId} and s.id = x.script_id
    order by events.id`);
  return { events: rows.slice(0, mostEvents), isCut: rows.length > mostEvents };
}
