// What a test is run for, as it is chosen and written in the panel. Pure.
import { eventTypeProblem } from "#lib/events/event-type.ts";
import { findJsonFault } from "#lib/events/json-fault.ts";
import { type FieldError, fail, type Result, succeed } from "#lib/shared/failure.ts";

export type TestInput = {
  kind: "event" | "payload";
  /** The past event that is chosen. */
  eventId: string | null;
  /** Of the payload that is written by hand. */
  type: string;
  dataJson: string;
};

export type TestedWith =
  | { eventId: string }
  /** The payload as text, so that no digit is lost. */
  | { event: { type: string; dataText: string } };

export const emptyPayload = "{\n  \n}";

/** Refused here with the same paths as by the server. */
export function readTestInput({ kind, eventId, type, dataJson }: TestInput): Result<TestedWith> {
  if (kind === "event") {
    if (eventId !== null) return succeed({ eventId });
    return fail("invalid_input", "Choose an event to run it for, or write a payload.");
  }
  const errors = [...typeErrors(type), ...payloadErrors(dataJson)];
  if (errors.length > 0)
    return fail("invalid_input", "Mend what is marked above, then run it again.", { errors });
  return succeed({ event: { type: type.trim(), dataText: dataJson } });
}

function typeErrors(type: string): FieldError[] {
  const message =
    type.trim() === "" ? "Say which type of event it is" : eventTypeProblem(type.trim());
  return message === null ? [] : [{ path: "event.type", message }];
}

function payloadErrors(dataJson: string): FieldError[] {
  const fault = findJsonFault(dataJson);
  return fault ? [{ path: "event.data", ...fault }] : [];
}
