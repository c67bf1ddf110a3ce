// Whatever bytes and headers come in, the door answers: it never throws, and never with 5xx.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FailureCode, failureCodes } from "#lib/shared/failure.ts";
import { inspectJson } from "./json-text.ts";
import { printedJson } from "./testing/printed-json.ts";
import { batch, binary, cloudEvent, plain, read, structured } from "./testing/read.ts";

const refusals: readonly FailureCode[] = [
  "malformed",
  "too_large",
  "unsupported_media_type",
  "invalid_input",
];

type Headers = Record<string, string | undefined>;

/** Reads a request; what was accepted must be storable, what was refused must say why. */
function expectAnswer(body: unknown, headers: Headers): void {
  const request = read(body, headers);
  if (!request.ok) expectRefusal(request.failure);
  for (const item of request.ok ? request.value.items : []) {
    if (item.ok) expectStorable(item.value);
    else expectRefusal(item.failure);
  }
}

function expectRefusal({ code, detail }: { code: FailureCode; detail: string }): void {
  expect(refusals).toContain(code);
  expect(failureCodes[code].status).toBeLessThan(500);
  expect(detail).not.toBe("");
}

function expectStorable(event: Record<string, unknown> & { dataJson: string }): void {
  const { dataJson, ...envelope } = event;
  JSON.parse(dataJson);
  expect(inspectJson(dataJson, { start: 0, end: dataJson.length }).ok).toBe(true);
  expect(textsIn(envelope).filter((text) => text.includes("\0") || !text.isWellFormed())).toEqual(
    [],
  );
}

/** Every text in it, names included. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [name, ...textsIn(member)]);
}

const modes = fc.constantFrom<Headers>(plain, structured, batch, binary);
const headerName = fc.oneof(
  fc.constantFrom(
    "content-type",
    "content-encoding",
    "ce-specversion",
    "ce-id",
    "ce-type",
    "ce-source",
    "ce-time",
    "ce-subject",
    "ce-dataschema",
    "ce-datacontenttype",
    "ce-data",
    "ce-data_base64",
    "ce-schemaurl",
    "ce-datacontentencoding",
    "ce-traceparent",
    "ce-validate",
    "ce-constructor",
    "ce-__proto__",
    "ce-tojson",
    "ce-",
    "__proto__",
  ),
  fc.string({ maxLength: 8 }).map((name) => `ce-${name.toLowerCase()}`),
);
const headerValue = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom(
    "",
    "1.0",
    "0.3",
    "application/json",
    "application/x+json; charset=utf-8",
    "gzip",
  ),
  fc.constantFrom("base64", "%00", "2026-01-01T00:00:00Z", "+275760-09-13T00:00:00.001Z", "-1"),
  fc.constantFrom("constructor", "__proto__", ";", "charset=", "application/json;charset"),
);
const headers = fc
  .tuple(modes, fc.array(fc.tuple(headerName, headerValue), { maxLength: 4 }))
  .map(([base, more]): Headers => ({ ...base, ...Object.fromEntries(more) }));

const valid = fc.constantFrom(
  JSON.stringify({ type: "a.b", data: { n: 1 }, id: "1", time: "2026-01-01T00:00:00Z" }),
  JSON.stringify({ ...cloudEvent, data: [1, "é"], shard: "x" }),
  JSON.stringify([
    { ...cloudEvent, data: null },
    { type: "a.b", data: 'x\\"y' },
  ]),
);
/** Some bytes of a valid body replaced, left out or repeated. */
const mutated = fc
  .tuple(
    valid,
    fc.array(
      fc.tuple(
        fc.nat(200),
        fc.nat(4),
        fc.constantFrom(...'{}[]",:\\u0e1-'.split(""), "\0", "\xff", "\\ud83d"),
      ),
      { minLength: 1, maxLength: 6 },
    ),
  )
  .map(([body, cuts]) =>
    cuts.reduce((text, [at, gone, put]) => {
      const from = at % (text.length + 1);
      return text.slice(0, from) + put + text.slice(from + gone);
    }, body),
  );

/** An object of the names the door knows, each with any JSON value. */
const fieldNames = [
  "type",
  "data",
  "id",
  "source",
  "subject",
  "time",
  "traceparent",
  "specversion",
].concat([
  "datacontenttype",
  "dataschema",
  "data_base64",
  "schemaurl",
  "hop",
  "validate",
  "__proto__",
  "x",
]);
const fields = fc
  .array(fc.tuple(fc.constantFrom(...fieldNames), printedJson), { maxLength: 8 })
  .map((members) => `{${members.map(([name, { text }]) => `"${name}":${text}`).join(",")}}`);
/** The same, but a valid event without what was added. */
const nearlyValid = fields.map((text) =>
  JSON.stringify({ ...cloudEvent, data: 1 }).replace(
    "}",
    text === "{}" ? "}" : `,${text.slice(1)}`,
  ),
);

describe("never throws", () => {
  test("for any bytes", () => {
    const bytes = fc.uint8Array({ maxLength: 64 });
    fc.assert(fc.property(bytes, modes, expectAnswer), { numRuns: 1_500 });
  });

  test("for mutated bodies", () => {
    fc.assert(fc.property(mutated, modes, expectAnswer), { numRuns: 3_000 });
  });

  test("for any value in any field", () => {
    fc.assert(fc.property(fc.oneof(fields, nearlyValid), modes, expectAnswer), { numRuns: 3_000 });
  });

  test("for any JSON", () => {
    const json = printedJson.map(({ text }) => text);
    fc.assert(fc.property(json, modes, expectAnswer), { numRuns: 1_000 });
  });

  test("for any headers", () => {
    fc.assert(fc.property(fc.oneof(valid, mutated), headers, expectAnswer), { numRuns: 4_000 });
  });
});
