// Mounts the ingest door (lib/events/ingest) in Next: the bytes as they came, the caller's tenant, nothing else.
import { createEventStore, type EventStore } from "#db/repositories/event-store.ts";
import { notify } from "#db/repositories/hints.ts";
import { type IngestAnswer, type IngestDoor, ingest } from "#lib/events/ingest.ts";
import type { IngestRequest } from "#lib/events/read-request.ts";
import { logger } from "#lib/platform/logger.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { answerJson, answerProblem } from "./answer.ts";
import type { Endpoint } from "./api.ts";
import { authenticate } from "./authenticate.ts";
import { writtenSql } from "./database.ts";
import { refuseEvents } from "./ingest-limits.ts";
import { observe, type Trace } from "./observe.ts";
import { readBytes } from "./read-body.ts";

/** Its good requests are logged at `debug`: there may be thousands a second. */
export const publishEvents: Endpoint = (request) =>
  observe(request, (trace) => publish(request, trace), "debug");

async function publish(request: Request, trace: Trace): Promise<Response> {
  const actor = await authenticate(request, "events:write");
  if (!actor.ok) return answerProblem(actor.failure);
  trace.tenantId = actor.value.tenantId;
  trace.keyId = actor.value.id;
  const body = await readBytes(request);
  if (!body.ok) return answerProblem(body.failure);
  const headers = Object.fromEntries(request.headers);
  return toResponse(await acceptEvents(actor.value, { headers, body: body.value }));
}

/**
 * The one way in, for REST and for the console: the same limits, the same checks, the same store. It commits by
 * itself, so no transaction of the caller's may be open around it. The actor must hold `events:write`.
 */
export function acceptEvents(actor: Actor, request: IngestRequest): Promise<IngestAnswer> {
  return ingest(request, doorFor(actor));
}

function doorFor(actor: Actor): IngestDoor {
  return {
    actor,
    append: (tenantId, events) => eventStore().append(tenantId, events),
    refuse: refuseEvents,
  };
}

function toResponse({ status, headers, body }: IngestAnswer): Response {
  const response = answerJson(status, body);
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

let store: EventStore | undefined;

function eventStore(): EventStore {
  store ??= createEventStore(writtenSql(), announceEvents);
  return store;
}

/** Only a hint: the router's poll finds what a lost notification leaves behind. */
function announceEvents(): void {
  notify(writtenSql(), "scriptbus_events").catch((error: unknown) =>
    logger().warn({ err: error }, "the router could not be notified"),
  );
}
