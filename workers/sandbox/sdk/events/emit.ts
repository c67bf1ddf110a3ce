// sdk.events.emit on the host's side: validates, gives the event its id and leaves it in the run's result.
import * as crypto from "node:crypto";
import { eventTypeProblem, isReservedEventType } from "#lib/events/event-type.ts";
import { inspectJson, textProblem } from "#lib/events/json-text.ts";
import type { EmittedEvent } from "#lib/executions/run-result.ts";
import { type HostAnswer, type HostCall, refused } from "../room.ts";
import { eventLimits } from "./limits.ts";

type EmitOptions = Pick<EmittedEvent, "subject" | "delayMs">;
type EmitArgs = { type: string; dataJson: string; options: Record<string, unknown> };

export function emit({ run, args }: HostCall): HostAnswer {
  const read = readArgs(args);
  if (!read) return refused("TypeError", "emit(type, data, { subject?, delayMs? }?)");
  const problem = typeProblem(read.type) ?? dataProblem(read.dataJson, run.limits.payloadBytes);
  if (problem) return refused("TypeError", problem);
  const options = readOptions(read.options);
  if (typeof options === "string") return refused("TypeError", options);
  if (hopOf(run.contextJson) + 1 > eventLimits.hops) {
    return refused(
      "LoopGuardError",
      `this chain of events is already ${eventLimits.hops} hops long`,
    );
  }
  if (run.emitted.length >= run.limits.emits) {
    return { ok: false, breach: `more than ${run.limits.emits} emitted events in one run` };
  }
  const id = randomUUIDv7();
  run.emitted.push({ id, type: read.type, dataJson: read.dataJson, ...options });
  return { ok: true, value: { id } };
}

function readArgs(args: unknown): EmitArgs | null {
  if (!Array.isArray(args)) return null;
  const [type, dataJson, options]: unknown[] = args;
  if (typeof type !== "string" || typeof dataJson !== "string" || !isRecord(options)) return null;
  return { type, dataJson, options };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function typeProblem(type: string): string | null {
  if (isReservedEventType(type)) return "types that begin with scriptbus. are the product's own";
  return eventTypeProblem(type);
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

function readOptions({
  subject,
  delayMs,
  ...others
}: Record<string, unknown>): EmitOptions | string {
  const [unknownName] = Object.keys(others);
  if (unknownName !== undefined) return `emit has no option "${unknownName.slice(0, 64)}"`;
  const options: EmitOptions = {};
  if (subject !== undefined && subject !== null) {
    if (!isSubject(subject))
      return `subject is a text of 1 to ${eventLimits.subjectChars} characters`;
    options.subject = subject;
  }
  if (delayMs !== undefined && delayMs !== null) {
    if (!isDelay(delayMs)) return "delayMs is a number of milliseconds from 0 to 7 days";
    options.delayMs = Math.round(delayMs);
  }
  return options;
}

function isSubject(subject: unknown): subject is string {
  if (typeof subject !== "string" || textProblem(subject)) return false;
  return subject.length > 0 && subject.length <= eventLimits.subjectChars;
}

function isDelay(delayMs: unknown): delayMs is number {
  return typeof delayMs === "number" && delayMs >= 0 && delayMs <= eventLimits.delayMs;
}

/** The hop of the event being handled; 0 outside handlers. */
function hopOf(contextJson: string): number {
  const context: unknown = JSON.parse(contextJson);
  if (!isRecord(context)) return 0;
  const envelope = isRecord(context["event"]) ? context["event"] : context;
  return typeof envelope["hop"] === "number" ? envelope["hop"] : 0;
}

function randomUUIDv7(): string {
  return crypto.randomUUIDv7();
}
