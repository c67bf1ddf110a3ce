// Headers and bytes → items: plain JSON, JSON arrays, and the three CloudEvents HTTP modes.
import { CloudEvent, HTTP, ValidationError } from "cloudevents";
import {
  type IncomingEvent,
  isInternalField,
  type RawItem,
  readEventInput,
} from "#lib/events/event-input.ts";
import {
  isObjectAt,
  type Slice,
  sliceElements,
  sliceMembers,
  wholeValue,
} from "#lib/events/json-text.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";

export type IngestRequest = {
  /** By lower-case name. */
  headers: Readonly<Record<string, string | undefined>>;
  body: Uint8Array;
};

export type ReadItems = { kind: "single" | "batch"; items: Result<IncomingEvent>[] };

export const maxBatchItems = 1_000;
export const maxRequestBytes = 4 * 1024 * 1024;
/** More than an envelope and its extensions can have. */
const maxFields = 100;

type Mode = "plain" | "structured" | "batch" | "binary";

/** Fails as a whole only when the request itself cannot be read; a bad item is a failure in its own place. */
export function readRequest(request: IngestRequest, payloadBytes: number): Result<ReadItems> {
  if (request.body.byteLength > maxRequestBytes) {
    return fail(
      "too_large",
      `A request has at most ${maxRequestBytes} bytes; send smaller batches`,
    );
  }
  const mode = readMode(request.headers);
  if (!mode.ok) return mode;
  const text = readText(request.body);
  if (!text.ok) return text;
  return readBody(mode.value, text.value, { request, payloadBytes });
}

function readMode(headers: IngestRequest["headers"]): Result<Mode> {
  const encoding = headers["content-encoding"];
  if (encoding && encoding.toLowerCase() !== "identity") {
    return fail(
      "unsupported_media_type",
      `Content-Encoding ${encoding} is not supported; send the body as it is`,
    );
  }
  const [mediaType = "", ...parameters] = (headers["content-type"] ?? "").toLowerCase().split(";");
  const charset = parameters.map((p) => p.trim()).find((p) => p.startsWith("charset="));
  if (charset && !/^charset="?(utf-8|us-ascii)"?$/.test(charset)) {
    return fail("unsupported_media_type", "The body must be UTF-8");
  }
  return modeOf(mediaType.trim(), headers);
}

function modeOf(mediaType: string, headers: IngestRequest["headers"]): Result<Mode> {
  if (mediaType === "application/cloudevents+json") return succeed("structured");
  if (mediaType === "application/cloudevents-batch+json") return succeed("batch");
  const isBinary = headers["ce-specversion"] !== undefined || headers["ce-type"] !== undefined;
  if (mediaType === "application/json" || (isBinary && mediaType.endsWith("+json"))) {
    return succeed(isBinary ? "binary" : "plain");
  }
  return fail(
    "unsupported_media_type",
    `Content-Type ${mediaType || "is missing"}; send application/json, application/cloudevents+json or application/cloudevents-batch+json`,
  );
}

function readText(body: Uint8Array): Result<string> {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    JSON.parse(text);
    return succeed(text);
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : "the body is not valid UTF-8";
    return fail("malformed", `The body is not JSON: ${reason}`);
  }
}

type BodyContext = { request: IngestRequest; payloadBytes: number };

function readBody(mode: Mode, text: string, context: BodyContext): Result<ReadItems> {
  const whole = wholeValue(text);
  if (mode === "binary") {
    return succeed({ kind: "single", items: [readBinary(text, whole, context)] });
  }
  const isArray = text[whole.start] === "[";
  if (mode === "structured" && isArray) {
    return fail(
      "invalid_input",
      "A structured CloudEvent is an object; for an array use application/cloudevents-batch+json",
    );
  }
  if (mode === "batch" && !isArray) return fail("invalid_input", "A CloudEvents batch is an array");
  const slices = isArray ? sliceElements(text) : [whole];
  if (slices.length > maxBatchItems) {
    return fail(
      "too_large",
      `A batch has at most ${maxBatchItems} events, this one has ${slices.length}`,
    );
  }
  const read = mode === "plain" ? readPlain : readStructured;
  const items = slices.map((slice) => read(text, slice, context));
  return succeed({ kind: isArray ? "batch" : "single", items });
}

function readPlain(text: string, slice: Slice, { payloadBytes }: BodyContext) {
  const item = readObject(text, slice);
  if (!item.ok) return item;
  const encoding = encodingProblem(item.value.attributes);
  if (encoding) return encoding;
  if (item.value.data)
    return readEventInput({ ...item.value, data: item.value.data }, payloadBytes);
  const errors = [
    { path: "data", message: "The event has no data; send an object with the payload" },
  ];
  return fail("invalid_input", "data: The event has no data", { errors });
}

function readStructured(text: string, slice: Slice, { payloadBytes }: BodyContext) {
  const item = readObject(text, slice);
  if (!item.ok) return item;
  const { attributes, data } = item.value;
  const cloudEvent = checkCloudEvent(attributes);
  if (!cloudEvent.ok) return cloudEvent;
  return readEventInput(withData(text, data, cloudEvent.value), payloadBytes);
}

function readBinary(text: string, whole: Slice, { request, payloadBytes }: BodyContext) {
  const attributes: Record<string, unknown> = {};
  try {
    const headers = Object.entries(request.headers)
      .filter(([name]) => name.startsWith("ce-") && !isInternalField(name.slice(3)))
      .map(([name, value = ""]) => [name, decodeHeader(value)]);
    // Without a body: the payload stays text and the SDK reads the attributes only.
    const event = HTTP.toEvent({ headers: Object.fromEntries(headers), body: undefined });
    Object.assign(attributes, JSON.parse(JSON.stringify(event)));
  } catch (error) {
    return fail("invalid_input", cloudEventMessage(error));
  }
  for (const name of ["id", "source", "type", "specversion"]) {
    if (request.headers[`ce-${name}`] === undefined) {
      return fail("invalid_input", `The header ce-${name} is missing`);
    }
  }
  if (request.headers["ce-time"] !== undefined)
    attributes["time"] = decodeHeader(request.headers["ce-time"]);
  const cloudEvent = checkCloudEvent(attributes);
  if (!cloudEvent.ok) return cloudEvent;
  return readEventInput(withData(text, whole, cloudEvent.value), payloadBytes);
}

/** The HTTP binding (§3.1.3.2) sends what is not printable ASCII percent-encoded; what does not decode stays as it is. */
function decodeHeader(value: string): string {
  return value.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}

type ReadObject = { text: string; attributes: Record<string, unknown>; data: Slice | undefined };

function readObject(text: string, slice: Slice): Result<ReadObject> {
  if (!isObjectAt(text, slice)) return fail("invalid_input", "An event is a JSON object");
  const members = sliceMembers(text, slice);
  if (members.size > maxFields)
    return fail(
      "invalid_input",
      `An event has at most ${maxFields} fields; put the rest into data`,
    );
  const data = members.get("data");
  members.delete("data");
  const attributes = Object.fromEntries(
    [...members]
      .filter(([name]) => !isInternalField(name))
      .map(([name, { start, end }]) => [name, parseShallow(text.slice(start, end))]),
  );
  return succeed({ text, attributes, data });
}

/** Attributes are scalars: what is nested is never needed, and never walked. */
function parseShallow(json: string): unknown {
  return json.startsWith("{") || json.startsWith("[") ? {} : JSON.parse(json);
}

/** The attributes without those that only describe the encoding; the SDK decides what a CloudEvent is. */
function checkCloudEvent(attributes: Record<string, unknown>): Result<Record<string, unknown>> {
  if (attributes["specversion"] !== "1.0") {
    return fail("invalid_input", 'specversion: this door takes CloudEvents "1.0"');
  }
  const missing = ["id", "source", "type"].find((name) => typeof attributes[name] !== "string");
  if (missing) return fail("invalid_input", `${missing}: a CloudEvent needs it, as a string`);
  const encoding = encodingProblem(attributes);
  if (encoding) return encoding;
  try {
    const cloudEvent = new CloudEvent({ ...attributes, data: undefined }, false);
    // Not its own method: an extension may be called "validate".
    CloudEvent.prototype.validate.call(cloudEvent);
  } catch (error) {
    return fail("invalid_input", cloudEventMessage(error));
  }
  const { specversion: _, datacontenttype: __, ...rest } = attributes;
  return succeed(rest);
}

/** Payloads are JSON, written as JSON. */
function encodingProblem(attributes: Record<string, unknown>) {
  if ("data_base64" in attributes)
    return fail("invalid_input", "data_base64 is not supported; send JSON in data");
  const contentType = attributes["datacontenttype"];
  const isJson = /^application\/(json|[\w.-]+\+json)(\s*;.*)?$/i;
  if (contentType == null || isJson.test(String(contentType))) return null;
  return fail("invalid_input", "datacontenttype: only JSON payloads are taken");
}

/** Whatever the SDK throws here (a DOMException for bad base64, too) is about the attributes: nothing else went in. */
function cloudEventMessage(error: unknown): string {
  if (error instanceof ValidationError && Array.isArray(error.errors)) {
    const reasons = error.errors.map((e) =>
      typeof e === "string" ? e : `${e.instancePath.slice(1)} ${e.message}`.trim(),
    );
    return `Not a valid CloudEvent: ${reasons.join("; ").slice(0, 300)}`;
  }
  if (!(error instanceof Error)) throw error;
  return `Not a valid CloudEvent: ${error.message.slice(0, 300)}`;
}

/** A CloudEvent may come without data: its payload is null. */
function withData(
  text: string,
  data: Slice | undefined,
  attributes: Record<string, unknown>,
): RawItem {
  return data
    ? { text, data, attributes }
    : { text: "null", data: { start: 0, end: 4 }, attributes };
}
