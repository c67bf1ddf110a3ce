// A test run as it is asked for: an example or a past event, a saved version or a source that is not saved yet.
import { z } from "zod";
import { readEventInput } from "#lib/events/event-input.ts";
import { type Slice, sliceMembers, textProblem, wholeValue } from "#lib/events/json-text.ts";
import { type FieldError, fail, type Result, succeed } from "#lib/shared/failure.ts";
import { failField } from "#lib/shared/parse-input.ts";
import { anyJson, idSchema } from "#lib/shared/schemas.ts";

/** The version of an execution that ran a source nobody had saved; saved ones count from 1. */
export const unsavedVersion = 0;

const choices = {
  eventId: idSchema.optional().meta({ description: "A past event of this tenant" }),
  version: z
    .int()
    .min(1)
    .max(2_147_483_647)
    .optional()
    .meta({ description: "The deployed one unless given" }),
  source: z
    .string()
    .min(1)
    .optional()
    .meta({ description: "Runs instead of a saved version; its execution says version 0" }),
  dryRun: z.boolean().default(true).meta({
    description: "What would change something is recorded and not performed",
  }),
};

type Choices = {
  event?: unknown;
  eventId?: string | undefined;
  version?: number | undefined;
  source?: string | undefined;
};

function refuseContradiction(
  { event, eventId, version, source }: Choices,
  context: z.RefinementCtx,
): void {
  const refuse = (field: string, message: string) =>
    context.addIssue({ code: "custom", path: [field], message });
  if ((event === undefined) === (eventId === undefined)) {
    refuse("event", "send either event or eventId");
  }
  if (version !== undefined && source !== undefined) {
    refuse("source", "send either version or source; the deployed version runs without them");
  }
}

/** The body of a request; `data` is taken from its text. */
export const testRunBodySchema = z
  .strictObject({
    event: z.strictObject({ type: z.string(), data: anyJson }).optional(),
    ...choices,
  })
  .superRefine(refuseContradiction);
export type TestRunBody = z.output<typeof testRunBodySchema>;

/** The same with the example's payload as JSON text, which keeps every digit. */
export const testRunInputSchema = z
  .strictObject({
    event: z.strictObject({ type: z.string(), dataText: z.string() }).optional(),
    ...choices,
  })
  .superRefine(refuseContradiction);
export type TestRunInput = z.output<typeof testRunInputSchema>;

/** An example that passed the checks of the door. */
export type ExampleEvent = { type: string; dataJson: string };

/** `bodyText` is the text that `body` was read from. */
export function readTestRunBody(body: TestRunBody, bodyText: string): Result<TestRunInput> {
  const { event, ...rest } = body;
  if (!event) return succeed(rest);
  const data = dataOf(bodyText);
  if (!data) return failField("event.data", "is required");
  const dataText = bodyText.slice(data.start, data.end);
  return succeed({ ...rest, event: { type: event.type, dataText } });
}

function dataOf(bodyText: string): Slice | undefined {
  const event = sliceMembers(bodyText, wholeValue(bodyText)).get("event");
  return event && sliceMembers(bodyText, event).get("data");
}

/** The same checks as at the door: type, size, depth, keys, and what cannot be stored. */
export function readExample(
  { type, dataText }: { type: string; dataText: string },
  payloadBytes: number,
): Result<ExampleEvent> {
  const size = Buffer.byteLength(dataText);
  // Spaces around the value do not count, but neither are megabytes of them parsed.
  if (size > 2 * payloadBytes) {
    const detail = `The payload has ${size} bytes; this tenant's limit is ${payloadBytes}`;
    return fail("too_large", detail);
  }
  if (!isJson(dataText)) return failField("event.data", "is not JSON");
  const item = { attributes: { type }, data: wholeValue(dataText), text: dataText };
  const read = readEventInput(item, payloadBytes);
  if (read.ok) return succeed({ type: read.value.type, dataJson: read.value.dataJson });
  const { code, detail, errors = [] } = read.failure;
  return fail(code, detail, errors.length > 0 ? { errors: errors.map(belowEvent) } : {});
}

function belowEvent({ path, ...error }: FieldError): FieldError {
  return { ...error, path: `event.${path}` };
}

/** A lone surrogate parses, and would be another text once it has crossed to the worker. */
function isJson(text: string): boolean {
  if (textProblem(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
