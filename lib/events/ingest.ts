// The door of POST /api/v1/events, free of any framework: headers and bytes in, status and body out.
// It answers 202 only after the store has committed.
import type { IncomingEvent } from "#lib/events/event-input.ts";
import { type IngestRequest, readRequest } from "#lib/events/read-request.ts";
import {
  type Failure,
  failureCodes,
  type Problem,
  type Result,
  toProblem,
} from "#lib/shared/failure.ts";
import type { Actor } from "#lib/tenancy/actor.ts";

export type AppendedEvent = { id: string; duplicate: boolean };

export type IngestDoor = {
  actor: Actor;
  /** Stores all events of a request in one transaction, in their order; resolves after COMMIT. */
  append: (tenantId: string, events: readonly IncomingEvent[]) => Promise<AppendedEvent[]>;
  /** Rate limits: null when `count` more events may come in. */
  refuse: (actor: Actor, count: number) => Promise<Failure | null>;
};

export type IngestAnswer = {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: unknown;
};

type ItemAnswer = {
  index: number;
  status: number;
  id?: string;
  duplicate?: boolean;
  problem?: Problem;
};

/** Rejects only when the store does: the caller answers 503 or 500. */
export async function ingest(request: IngestRequest, door: IngestDoor): Promise<IngestAnswer> {
  const read = readRequest(request, door.actor.limits.payloadBytes);
  if (!read.ok) return problemAnswer(read.failure);
  const { kind, items } = read.value;
  const good = items.flatMap((item) => (item.ok ? [item.value] : []));
  const refusal = good.length > 0 ? await door.refuse(door.actor, good.length) : null;
  if (refusal) return problemAnswer(refusal);
  const stored = good.length > 0 ? await door.append(door.actor.tenantId, good) : [];
  return kind === "single" ? singleAnswer(items, stored) : batchAnswer(items, stored);
}

function problemAnswer(failure: Failure): IngestAnswer {
  const headers: Record<string, string> = { "content-type": "application/problem+json" };
  if (failure.retryAfterSeconds)
    headers["retry-after"] = String(Math.ceil(failure.retryAfterSeconds));
  return { status: failureCodes[failure.code].status, headers, body: toProblem(failure) };
}

const json = { "content-type": "application/json" };

function singleAnswer(
  items: readonly Result<IncomingEvent>[],
  stored: readonly AppendedEvent[],
): IngestAnswer {
  const [item] = items;
  const [event] = stored;
  if (item && !item.ok) return problemAnswer(item.failure);
  if (!item || !event) throw new Error("the store answered with no event");
  return {
    status: 202,
    headers: json,
    body: { id: event.id, type: item.value.type, duplicate: event.duplicate },
  };
}

function batchAnswer(
  items: readonly Result<IncomingEvent>[],
  stored: readonly AppendedEvent[],
): IngestAnswer {
  const accepted = stored.values();
  const answers = items.map((item, index) => itemAnswer(item, index, accepted));
  const allAccepted = items.every((item) => item.ok);
  return { status: allAccepted ? 202 : 207, headers: json, body: { items: answers } };
}

function itemAnswer(
  item: Result<IncomingEvent>,
  index: number,
  accepted: Iterator<AppendedEvent>,
): ItemAnswer {
  if (!item.ok) {
    return {
      index,
      status: failureCodes[item.failure.code].status,
      problem: toProblem(item.failure),
    };
  }
  const next = accepted.next();
  if (next.done) throw new Error("the store answered with too few events");
  return { index, status: 202, id: next.value.id, duplicate: next.value.duplicate };
}
