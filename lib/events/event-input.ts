// One item as a producer sends it → one event ready to be stored, or everything that is wrong with it.
import { z } from "zod";
import { eventTypeProblem, isReservedEventType } from "#lib/events/event-type.ts";
import { inspectJson, type Slice, textProblem } from "#lib/events/json-text.ts";
import { type FieldError, fail, type Result, succeed } from "#lib/shared/failure.ts";

/** What the store takes: validated, the payload still the text that came in. */
export type IncomingEvent = {
  type: string;
  source: string;
  externalId: string | null;
  subject: string | null;
  /** ISO 8601, or null for "when it was received". */
  time: string | null;
  traceparent: string | null;
  extensions: Record<string, string> | null;
  dataJson: string;
};

export const maxPayloadDepth = 32;
export const maxPayloadKeys = 5_000;
/** The loop guard: a chain of events is at most this long. */
export const maxHops = 10;
const maxExtensions = 20;
const maxExtensionLength = 1_024;
/** What is wrong is told to the first of these: an answer must not be larger than what was asked. */
const maxErrors = 20;

const plainText = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .superRefine((value, context) => {
      const message = textProblem(value);
      if (message) context.addIssue({ code: "custom", message });
    });

const eventType = z.string().superRefine((value, context) => {
  const message = isReservedEventType(value)
    ? "Types that begin with scriptbus. are the product's own; choose another prefix"
    : eventTypeProblem(value);
  if (message) context.addIssue({ code: "custom", message });
});

/** Any instant of RFC 3339, as UTC to the millisecond: Postgres takes neither year 0 nor every offset or fraction. */
const instant = z.iso.datetime({ offset: true }).transform((value, context) => {
  const at = new Date(value);
  const year = at.getUTCFullYear();
  if (year >= 1_000 && year <= 9_999) return at.toISOString();
  context.addIssue({ code: "custom", message: "A time lies in the years 1000 to 9999" });
  return z.NEVER;
});

/** The envelope a producer may send; `data` is checked as text, beside it. */
const eventInputSchema = z.object({
  type: eventType,
  id: plainText(256).optional(),
  source: plainText(512).optional(),
  subject: plainText(512).nullish(),
  time: instant.nullish(),
  traceparent: plainText(128).optional(),
});

/** Fields only the product may set: from outside they are ignored, however they are written. */
const internalFields = new Set([
  "tenantid",
  "hop",
  "correlationid",
  "causationid",
  "replayof",
  "path",
]);

export function isInternalField(name: string): boolean {
  return internalFields.has(name.toLowerCase());
}

const knownFields = new Set<string>(Object.keys(eventInputSchema.shape));

export type RawItem = {
  /** Every member but the payload and the internal fields. */
  attributes: Readonly<Record<string, unknown>>;
  /** Where the payload is in `text`. */
  data: Slice;
  text: string;
};

/** `defaultSource` is used when the item names none. `payloadBytes` is the tenant's limit for `data`. */
export function readEventInput(item: RawItem, payloadBytes: number): Result<IncomingEvent> {
  const dataJson = item.text.slice(item.data.start, item.data.end);
  const size = Buffer.byteLength(dataJson);
  if (size > payloadBytes) {
    return fail(
      "too_large",
      `The payload has ${size} bytes; this tenant's limit is ${payloadBytes}`,
    );
  }
  const envelope = eventInputSchema.safeParse(
    pick(item.attributes, (name) => knownFields.has(name)),
  );
  const extensions = readExtensions(item.attributes);
  const errors = [
    ...(envelope.success ? [] : envelope.error.issues.map(toFieldError)),
    ...extensions.errors,
    ...dataErrors(item),
  ];
  if (!envelope.success || errors.length > 0) {
    return fail("invalid_input", describe(errors), { errors: errors.slice(0, maxErrors) });
  }
  const { type, id, source, subject, time, traceparent } = envelope.data;
  return succeed({
    type,
    source: source ?? "api",
    externalId: id ?? null,
    subject: subject ?? null,
    time: time ?? null,
    traceparent: traceparent ?? null,
    extensions: extensions.value,
    dataJson,
  });
}

function dataErrors({ text, data }: RawItem): FieldError[] {
  const inspection = inspectJson(text, data);
  if (!inspection.ok) return [{ path: "data", message: inspection.message }];
  const { depth, keys } = inspection.facts;
  const errors: FieldError[] = [];
  if (depth > maxPayloadDepth) {
    const message = `The payload is nested ${depth} deep; at most ${maxPayloadDepth} is allowed`;
    errors.push({ path: "data", message });
  }
  if (keys > maxPayloadKeys) {
    const message = `The payload has ${keys} keys; at most ${maxPayloadKeys} are allowed`;
    errors.push({ path: "data", message });
  }
  return errors;
}

function readExtensions(attributes: Readonly<Record<string, unknown>>) {
  const errors: FieldError[] = [];
  const value: Record<string, string> = {};
  for (const [name, raw] of Object.entries(attributes)) {
    if (knownFields.has(name)) continue;
    const message = extensionProblem(name, raw);
    if (message) errors.push({ path: name.slice(0, 64), message });
    else value[name] = String(raw);
  }
  const count = Object.keys(value).length;
  if (count > maxExtensions) {
    const message = `An event has at most ${maxExtensions} extensions, this one has ${count}`;
    errors.push({ path: "", message });
  }
  return { value: count === 0 ? null : value, errors };
}

function extensionProblem(name: string, raw: unknown): string | null {
  if (!/^[a-z0-9]{1,20}$/.test(name)) {
    return "Unknown field. Put it into data, or name it as a CloudEvents extension: 1 to 20 characters of a-z and 0-9";
  }
  if (typeof raw === "boolean" || Number.isInteger(raw)) return null;
  if (typeof raw !== "string")
    return "The value of an extension is a string, a boolean or an integer";
  if (raw.length > maxExtensionLength)
    return `An extension has at most ${maxExtensionLength} characters`;
  return textProblem(raw);
}

function pick(
  record: Readonly<Record<string, unknown>>,
  keep: (name: string) => boolean,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => keep(name)));
}

function toFieldError(issue: { path: PropertyKey[]; message: string }): FieldError {
  return { path: issue.path.map(String).join("."), message: issue.message };
}

function describe(errors: readonly FieldError[]): string {
  const [first] = errors;
  if (!first) return "The event is not valid";
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  return `${first.path ? `${first.path}: ` : ""}${first.message}${more}`;
}
