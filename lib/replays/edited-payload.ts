// The payload a person edited for a replay: taken from the request as text, so that it keeps every digit.
import { maxPayloadDepth, maxPayloadKeys } from "#lib/events/event-input.ts";
import { inspectJson, sliceMembers, wholeValue } from "#lib/events/json-text.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import { failField } from "#lib/shared/parse-input.ts";

/** The JSON text of `data` in a body that holds an object; null when there is none. */
export function readEditedPayload(bodyText: string, payloadBytes: number): Result<string | null> {
  const slice = sliceMembers(bodyText, wholeValue(bodyText)).get("data");
  if (!slice) return succeed(null);
  const text = bodyText.slice(slice.start, slice.end);
  const size = Buffer.byteLength(text);
  if (size > payloadBytes) {
    const detail = `The payload has ${size} bytes; this tenant's limit is ${payloadBytes}.`;
    return fail("too_large", detail);
  }
  const inspection = inspectJson(bodyText, slice);
  if (!inspection.ok) return failField("data", inspection.message);
  const { depth, keys } = inspection.facts;
  if (depth > maxPayloadDepth || keys > maxPayloadKeys) {
    const message = `at most ${maxPayloadDepth} levels and ${maxPayloadKeys} keys are allowed`;
    return failField("data", message);
  }
  return succeed(text);
}
