// Accepts events: dedupe, the event rows and the router's work list, all in one transaction.
import type { Sql, SqlTx } from "#db/client.ts";
import type { IncomingEvent } from "#lib/events/event-input.ts";
import type { AppendedEvent } from "#lib/events/ingest.ts";

export type EventStore = {
  append: (tenantId: string, events: readonly IncomingEvent[]) => Promise<AppendedEvent[]>;
};

/** Runs as the tenant (row-level security). `onAppended` is called after each COMMIT that stored something. */
export function createEventStore(sql: Sql, onAppended: () => void): EventStore {
  return {
    append: async (tenantId, events) => {
      const attempt = () =>
        sql.begin(async (tx) => {
          await tx`select set_config('app.tenant_id', ${tenantId}, true)`;
          return appendAll(tx, tenantId, events);
        });
      const answers = await attempt().catch((error: unknown) => {
        if (error instanceof KeyVanished) return attempt();
        throw error;
      });
      if (answers.some((answer) => !answer.duplicate)) onAppended();
      return answers;
    },
  };
}

/** An expired dedupe key was pruned between the insert that met it and the look for its event: once more, it is free. */
class KeyVanished extends Error {}

async function appendAll(
  tx: SqlTx,
  tenantId: string,
  events: readonly IncomingEvent[],
): Promise<AppendedEvent[]> {
  const firsts = firstOfEachKey(events);
  const ids = await insertNew(tx, tenantId, events, firsts);
  const known = await findDuplicates(tx, tenantId, events, firsts, ids);
  return events.map((event, index) => {
    const first = firsts[index] ?? index;
    const id = ids.get(first);
    if (id) return { id, duplicate: first !== index };
    const original = known.get(keyOf(event));
    if (!original) throw new KeyVanished();
    return { id: original, duplicate: true };
  });
}

/** For each event the index of the first one in the request with the same key (itself, when it has none). */
function firstOfEachKey(events: readonly IncomingEvent[]): number[] {
  const seen = new Map<string, number>();
  return events.map((event, index) => {
    if (event.externalId === null) return index;
    const first = seen.get(keyOf(event)) ?? index;
    seen.set(keyOf(event), first);
    return first;
  });
}

function keyOf({ source, externalId }: IncomingEvent): string {
  return JSON.stringify([source, externalId]);
}

/** The new ids by index; an event whose key is taken gets none. */
async function insertNew(
  tx: SqlTx,
  tenantId: string,
  events: readonly IncomingEvent[],
  firsts: readonly number[],
): Promise<Map<number, string>> {
  const input = events
    .map((event, index) => (firsts[index] === index ? toJson(event, index) : null))
    .filter((item) => item !== null);
  const rows = await tx<{ index: number; id: string }[]>`
    with input as materialized (
      select uuidv7() as id, i.* from json_to_recordset(${`[${input.join(",")}]`}::text::json) as i (
        index int, type text, source text, external_id text, subject text, "time" timestamptz,
        traceparent text, extensions jsonb, data json)
    ), keyed as (
      -- In key order, so that two requests with the same keys wait for each other and never deadlock.
      insert into event_keys as k (tenant_id, source, external_id, event_id, expires_at)
      select ${tenantId}::uuid, source, external_id, id, now() + interval '24 hours'
      from input where external_id is not null
      order by source, external_id
      on conflict (tenant_id, source, external_id) do update
        set event_id = excluded.event_id, expires_at = excluded.expires_at
        where k.expires_at <= now()
      returning event_id
    ), accepted as (
      select * from input where external_id is null or id in (select event_id from keyed)
    ), stored as (
      insert into events (id, tenant_id, type, source, external_id, subject, "time", correlation_id, traceparent, extensions, data)
      select id, ${tenantId}::uuid, type, source, external_id, subject, coalesce("time", clock_timestamp()), id, traceparent, extensions, coalesce(data, 'null')
      from accepted order by index
      returning id, seq
    ), queued as (
      insert into unrouted_events (event_id, tenant_id, seq)
      select id, ${tenantId}::uuid, seq from stored
    )
    select index, id from accepted`;
  return new Map(rows.map((row) => [row.index, row.id]));
}

/** The payload goes in as it came: the item is put together as text around it. */
function toJson(event: IncomingEvent, index: number): string {
  const envelope = JSON.stringify({
    index,
    type: event.type,
    source: event.source,
    external_id: event.externalId,
    subject: event.subject,
    time: event.time,
    traceparent: event.traceparent,
    extensions: event.extensions,
  });
  return `${envelope.slice(0, -1)},"data":${event.dataJson}}`;
}

async function findDuplicates(
  tx: SqlTx,
  tenantId: string,
  events: readonly IncomingEvent[],
  firsts: readonly number[],
  ids: ReadonlyMap<number, string>,
): Promise<Map<string, string>> {
  const missing = events.filter((_, index) => firsts[index] === index && !ids.has(index));
  if (missing.length === 0) return new Map();
  const rows = await tx<{ source: string; externalId: string; eventId: string }[]>`
    select source, external_id as "externalId", event_id as "eventId" from event_keys
    where tenant_id = ${tenantId} and (source, external_id) in (
      select * from unnest(${missing.map((e) => e.source)}::text[], ${missing.map((e) => e.externalId)}::text[]))`;
  return new Map(rows.map((row) => [JSON.stringify([row.source, row.externalId]), row.eventId]));
}
