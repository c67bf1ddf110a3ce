// sdk.events.emit on the host's side: validates, gives the event its id and leaves it in the run's result.
import * as crypto from "node:crypto";
import { z } from "zod";
import { eventTypeProblem, isReservedEventType } from "#lib/events/event-type.ts";
import { inspectJson, textProblem } from "#lib/events/json-text.ts";
import type { EmittedEvent } from "#lib/executions/run-result.ts";
import { chainOf } from "../chain.ts";
import { defineCall } from "../define-call.ts";
import { type HostCall, type HostRun, SdkError } from "../room.ts";
import { eventLimits } from "./limits.ts";

const { subjectChars, delayMs: longestDelayMs } = eventLimits;
const subjectRule = `subject is a text of 1 to ${subjectChars} characters`;
const delayRule = "delayMs is a number of milliseconds from 0 to 7 days";

const eventType = z.string("type is a text").superRefine((type, context) => {
  const problem = isReservedEventType(type)
    ? "types that begin with scriptbus. are the product's own"
    : eventTypeProblem(type);
  if (problem) context.addIssue({ code: "custom", message: problem });
});

const options = z.strictObject(
  {
    subject: z
      .string(subjectRule)
      .min(1, subjectRule)
      .max(subjectChars, subjectRule)
      .refine((subject) => !textProblem(subject), subjectRule)
      .nullish(),
    delayMs: z
      .number(delayRule)
      .min(0, delayRule)
      .max(longestDelayMs, delayRule)
      .transform(Math.round)
      .nullish(),
  },
  {
    error: ({ code, keys }) =>
      code === "unrecognized_keys"
        ? `emit has no option "${String(keys?.[0]).slice(0, 64)}"`
        : "options is an object { subject?, delayMs? }",
  },
);

/** The data comes as the text the guest printed. */
const emitArgs = z.tuple([eventType, z.string("data is a JSON value"), options]);

export const emit = defineCall({
  usage: "sdk.events.emit(type, data, { subject?, delayMs? }?)",
  args: emitArgs,
  budget: "emits",
  target: ([type]) => type,
  perform: (call) => {
    const event = toEvent(call);
    call.run.emitted.push(event);
    return { id: event.id };
  },
  rehearse: (call) => ({ id: toEvent(call).id }),
});

type EmitCall = HostCall<z.output<typeof emitArgs>>;

function toEvent({ run, args: [type, dataJson, { subject, delayMs }] }: EmitCall): EmittedEvent {
  refuseData(dataJson, run.limits.payloadBytes);
  guardLoop(run);
  return {
    id: crypto.randomUUIDv7(),
    type,
    dataJson,
    ...(subject == null ? {} : { subject }),
    ...(delayMs == null ? {} : { delayMs }),
  };
}

function refuseData(dataJson: string, maxBytes: number): void {
  const problem = dataProblem(dataJson, maxBytes);
  if (problem) throw new SdkError("TypeError", `sdk.events.emit: ${problem}`);
}

function dataProblem(dataJson: string, maxBytes: number): string | null {
  const { dataDepth, dataKeys } = eventLimits;
  if (Buffer.byteLength(dataJson) > maxBytes) {
    return `the data of an event has at most ${maxBytes} bytes`;
  }
  if (!isJson(dataJson)) return "the data of an event is JSON";
  const inspection = inspectJson(dataJson, { start: 0, end: dataJson.length });
  if (!inspection.ok) return inspection.message;
  if (inspection.facts.depth > dataDepth) return `data is nested deeper than ${dataDepth} levels`;
  return inspection.facts.keys > dataKeys ? `data has more than ${dataKeys} keys` : null;
}

/** The text comes from the guest: whatever printed it there, here it is only text. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function guardLoop(run: HostRun): void {
  if (chainOf(run).hop + 1 <= eventLimits.hops) return;
  throw new SdkError(
    "LoopGuardError",
    `this chain of events is already ${eventLimits.hops} hops long`,
  );
}
