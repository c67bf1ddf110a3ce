// From the console's actions to the ingest door: as JSON, like any producer. The actor was checked by the action.
import { acceptEvents } from "#app/_server/ingest.ts";
import {
  type AcceptedEvent,
  readBatchAnswer,
  type SentEvent,
  toBatch,
} from "#lib/events/sent-event.ts";
import type { Result } from "#lib/shared/failure.ts";
import type { Actor } from "#lib/tenancy/actor.ts";

export async function sendOne(actor: Actor, event: SentEvent): Promise<Result<AcceptedEvent>> {
  const batch = toBatch(event);
  if (!batch.ok) return batch;
  const answer = await sendBatch(actor, batch.value);
  if (!answer.ok) return answer;
  const [accepted] = answer.value;
  if (!accepted) throw new Error("the ingest door answered with no event");
  return accepted;
}

/** `json` is an array of events. */
export async function sendBatch(
  actor: Actor,
  json: string,
): Promise<Result<Result<AcceptedEvent>[]>> {
  const headers = { "content-type": "application/json" };
  return readBatchAnswer(await acceptEvents(actor, { headers, body: Buffer.from(json) }));
}
