"use server";
// Events that a person sends: they go through the same door as those of a producer, and its limits count them, too.
import { z } from "zod";
import { defineActionWithoutTransaction } from "#app/_server/action.ts";
import { inTransaction } from "#app/_server/transaction.ts";
import { readEventFacts } from "#db/repositories/event-story.ts";
import { type DemoTally, demoFamilies, mostInBatch } from "#lib/demo/demo-plan.ts";
import { greatestSeed } from "#lib/demo/demo-seed.ts";
import type { AcceptedEvent } from "#lib/events/sent-event.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import { idSchema } from "#lib/shared/schemas.ts";
import { demoEvents } from "./demo-events.ts";
import { sendBatch, sendOne } from "./send-batch.ts";

const sentEvent = z.strictObject({
  type: z.string(),
  subject: z.string().nullable(),
  /** JSON as text, so that no digit is lost. */
  dataJson: z.string(),
});

export const sendEvent = defineActionWithoutTransaction(
  { name: "event.send", scope: "events:write", input: sentEvent },
  ({ actor, input }): Promise<Result<AcceptedEvent>> => sendOne(actor, input),
);

/** A new event with the type, the subject and the payload of a stored one; whoever subscribes now reacts to it. */
export const sendEventAgain = defineActionWithoutTransaction(
  { name: "event.send_again", scope: "events:write", input: z.strictObject({ id: idSchema }) },
  async ({ actor, input: { id } }): Promise<Result<AcceptedEvent>> => {
    const event = await inTransaction(actor, (tx) => readEventFacts(tx, actor, id));
    return event.ok ? sendOne(actor, event.value) : event;
  },
);

const demoBatch = z.strictObject({
  /** For whom the person started it: in another window they may have gone to another tenant since. */
  tenantId: idSchema,
  family: z.enum(Object.keys(demoFamilies) as [keyof typeof demoFamilies]), // the keys of the table
  seed: z.int().min(0).max(greatestSeed),
  from: z.int().min(0).max(10_000_000),
  count: z.int().min(1).max(mostInBatch),
});

export const sendDemoEvents = defineActionWithoutTransaction(
  { name: "event.send_demo", scope: "events:write", input: demoBatch },
  async ({ actor, input: { tenantId, family, ...cut } }): Promise<Result<DemoTally>> => {
    if (tenantId !== actor.tenantId) {
      return fail("conflict", "You went to another tenant. Demo events are no longer sent.");
    }
    const answer = await sendBatch(actor, JSON.stringify(await demoEvents(family, cut)));
    return answer.ok ? succeed(tally(answer.value)) : answer;
  },
);

function tally(answers: readonly Result<AcceptedEvent>[]): DemoTally {
  const counts: DemoTally = { accepted: 0, duplicates: 0, refused: 0, refusal: null };
  for (const answer of answers) {
    if (!answer.ok) {
      counts.refused += 1;
      counts.refusal ??= answer.failure.detail;
    } else if (answer.value.duplicate) counts.duplicates += 1;
    else counts.accepted += 1;
  }
  return counts;
}
