// Which dead letters a filter looks at, the newest first. One index leads: dead_letters_event, else _group, else
// _script (state by state), else _open or _decided by state, else _tenant. Every other filter is tried on what it gives.
import { type SQL, sql } from "drizzle-orm";
import type { LetterFilter } from "#lib/dead-letters/letter-filter.ts";
import { letterStates } from "#lib/dead-letters/letter-schema.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { optionalFilters } from "./written-sql.ts";

type Filter = Omit<LetterFilter, "limit" | "cursor"> & { cursor?: string | undefined };

export function lookAtLetters(actor: Actor, filter: Filter, limit: number): SQL {
  const { state = "open", eventId, fingerprint, scriptId } = filter;
  const walk = (lead: SQL) => sql`
    select l.id, l.state, l.script_id, l.event_type, l.fingerprint, l.event_id, l.created_at from dead_letters l
    where l.tenant_id = ${actor.tenantId} ${lead}
      ${optionalFilters([[filter.cursor, (value) => sql`l.id < ${value}`]])}
    order by l.id desc limit ${limit}`;
  if (eventId) return walk(sql`and l.event_id = ${eventId}`);
  if (fingerprint) return walk(sql`and l.fingerprint = ${fingerprint}`);
  if (scriptId) {
    // State by state, so that each stops at its own end of the index.
    const states = state === "all" ? letterStates : [state];
    return sql`
      select l.* from unnest(${sql.param(states)}::text[]) as s(wanted)
      cross join lateral (${walk(sql`and l.script_id = ${scriptId} and l.state = s.wanted`)}) l
      order by l.id desc limit ${limit}`;
  }
  if (state === "all") return walk(sql``);
  // In the words of the partial indexes, which a parameter cannot say.
  return state === "open"
    ? walk(sql`and l.state = 'open'`)
    : walk(sql`and l.state = ${state} and l.state <> 'open'`);
}

export function isAnsweredByOneIndex(filter: Filter): boolean {
  const { state = "open", eventId, fingerprint, scriptId, eventType } = filter;
  if (eventType) return false;
  if (eventId || fingerprint) return state === "all" && !(eventId && fingerprint) && !scriptId;
  return true;
}

/** All filters, on the rows that were looked at. */
export function besideIndex(filter: Filter): SQL {
  const { state = "open", eventId, fingerprint, scriptId, eventType } = filter;
  return sql`true ${optionalFilters([
    [state === "all" ? undefined : state, (value) => sql`state = ${value}`],
    [eventId, (value) => sql`event_id = ${value}`],
    [fingerprint, (value) => sql`fingerprint = ${value}`],
    [scriptId, (value) => sql`script_id = ${value}`],
    [eventType, (value) => sql`event_type = ${value}`],
  ])}`;
}
