// A row of the tenants' outbox → the event it becomes, or why it cannot: what the door would have said to its producer.
import { type IncomingEvent, maxHops, readEventInput } from "#lib/events/event-input.ts";
import { wholeValue } from "#lib/events/json-text.ts";
import type { TenantLimits } from "#lib/tenancy/tenant-limits.ts";

export type OutboxRow = {
  id: string;
  tenantId: string;
  type: string;
  source: string;
  subject: string | null;
  /** As Postgres prints it into JSON. */
  time: string;
  /** The execution whose statement wrote it. */
  causationId: string | null;
  /** Null begins a chain. */
  correlationId: string | null;
  hop: number;
  path: string[];
  dataJson: string;
};

/** It stays in the outbox: refused by a rule of the product, or not fit to be an event. */
export type KeptVerdict = { state: "refused" | "quarantined"; reason: string };
export type OutboxVerdict = { state: "ready"; event: IncomingEvent } | KeptVerdict;

/** `limits` is null when the platform knows no such tenant. */
export function judgeOutboxRow(row: OutboxRow, limits: TenantLimits | null): OutboxVerdict {
  if (limits === null) return { state: "quarantined", reason: "The tenant is not known" };
  if (row.hop > maxHops) {
    const reason = `The loop guard: this chain of events is already ${maxHops} hops long`;
    return { state: "refused", reason };
  }
  const { type, source, subject, time, dataJson } = row;
  const attributes = { type, source, subject, time };
  const item = { attributes, text: dataJson, data: wholeValue(dataJson) };
  const read = readEventInput(item, limits.payloadBytes);
  if (!read.ok) return { state: "quarantined", reason: read.failure.detail };
  return { state: "ready", event: read.value };
}
