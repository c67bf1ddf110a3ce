import { describe, expect, test } from "vitest";
import { maxBatchItems, maxRequestBytes } from "./read-request.ts";
import {
  batch,
  binary,
  cloudEvent,
  itemStatus,
  payloadBytes,
  plain,
  read,
  readOne,
  refusalOf,
  statusOf,
  structured,
} from "./testing/read.ts";

const event = { type: "a.b", data: {} };
const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
const withData = (json: string) => `{"type":"a.b","data":${json}}`;
const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [n, 1]));

describe("400: not JSON", () => {
  test.each([
    ["nothing", ""],
    ["words", "hello"],
    ["half an object", '{"type":"a.b"'],
    ["a trailing comma", '{"type":"a.b","data":1,}'],
    ["two values", "{}{}"],
    ["a raw control character", '{"type":"a\u0001b","data":1}'],
    ["invalid UTF-8", Buffer.from([0x7b, 0xff, 0x7d])],
    ["an overlong sequence", Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
    ["a surrogate in UTF-8", Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ["UTF-16", Buffer.from(JSON.stringify(event), "utf16le")],
    ["a compressed body", Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0])],
  ])("%s", (_, body) => {
    for (const headers of [plain, structured, batch, binary]) {
      expect(statusOf(body, headers)).toBe(400);
    }
  });
});

describe("413: too large", () => {
  test("a request of 4 MB and one byte, before it is read", () => {
    expect(statusOf(Buffer.alloc(maxRequestBytes, 0x20))).toBe(400);
    expect(statusOf(Buffer.alloc(maxRequestBytes + 1, 0x20))).toBe(413);
  });

  test("1,001 events, by both ways", () => {
    const events = (count: number) => Array.from({ length: count }, () => event);
    expect(statusOf(events(maxBatchItems))).toBe(202);
    expect(statusOf(events(maxBatchItems + 1))).toBe(413);
    expect(statusOf(events(maxBatchItems + 1), batch)).toBe(413);
    expect(statusOf(nested(1).padStart(10, "[0,").concat("]".repeat(3)))).not.toBe(413);
  });

  test("a payload one byte over the tenant's limit, in bytes and not characters", () => {
    const text = (bytes: number) => JSON.stringify("é".repeat((bytes - 2) / 2));
    expect(statusOf(withData(text(payloadBytes)))).toBe(202);
    expect(statusOf(withData(text(payloadBytes + 2)))).toBe(413);
    expect(statusOf(text(payloadBytes + 2), binary)).toBe(413);
    expect(statusOf([event, { type: "a.b", data: "x".repeat(payloadBytes) }])).toBe(202);
  });
});

describe("415: content type or encoding", () => {
  test.each([
    ["no content type", {}],
    ["text", { "content-type": "text/plain" }],
    ["a form", { "content-type": "application/x-www-form-urlencoded" }],
    ["another charset", { "content-type": "application/json; charset=iso-8859-1" }],
    ["gzip", { ...plain, "content-encoding": "gzip" }],
    ["a list of encodings", { ...plain, "content-encoding": "identity, br" }],
    ["+json without ce- headers", { "content-type": "application/vnd.shop+json" }],
    ["avro", { ...binary, "content-type": "application/cloudevents+avro" }],
    ["binary data that is no JSON", { ...binary, "content-type": "text/xml" }],
  ])("%s", (_, headers) => {
    expect(statusOf(event, headers)).toBe(415);
  });
});

describe("422: not an event", () => {
  test.each([
    ["a number", "1", plain],
    ["null", "null", plain],
    ["an empty object", {}, plain],
    ["no type", { data: 1 }, plain],
    ["a type that is no text", { type: 1, data: 1 }, plain],
    ["a nested type", { type: { a: 1 }, data: 1 }, plain],
    ["a type of 129 characters", { type: "a".repeat(129), data: 1 }, plain],
    ["a type with a space", { type: "a b", data: 1 }, plain],
    ["a type that ends with a dot", { type: "a.", data: 1 }, plain],
    ["an empty id", { ...event, id: "" }, plain],
    ["a numeric id", { ...event, id: 5 }, plain],
    ["an id of 257 characters", { ...event, id: "x".repeat(257) }, plain],
    ["an id with U+0000", { ...event, id: "\0" }, plain],
    ["a source with half a character", '{"type":"a.b","data":1,"source":"\\ud83d"}', plain],
    ["an unknown field", { ...event, dataType: "x" }, plain],
    ["__proto__", '{"type":"a.b","data":1,"__proto__":{"type":"x"}}', plain],
    ["data_base64", { type: "a.b", data_base64: "AA==" }, plain],
    ["data_base64 beside data", { ...cloudEvent, data: 1, data_base64: "AA==" }, structured],
    ["XML inside JSON", { ...event, datacontenttype: "text/xml" }, plain],
    [
      "XML in a CloudEvent",
      { ...cloudEvent, data: "<a/>", datacontenttype: "text/xml" },
      structured,
    ],
    ["an array as one CloudEvent", [cloudEvent], structured],
    ["one CloudEvent as a batch", cloudEvent, batch],
    ["CloudEvents 0.3", { ...cloudEvent, specversion: "0.3" }, structured],
    ["no specversion", { ...cloudEvent, specversion: undefined }, structured],
    ["no source", { ...cloudEvent, source: undefined }, structured],
    ["a numeric CloudEvents id", { ...cloudEvent, id: 1 }, structured],
    ["binary without an id", 1, { ...binary, "ce-id": undefined }],
    ["binary with an empty id", 1, { ...binary, "ce-id": "" }],
    ["binary 0.3", 1, { ...binary, "ce-specversion": "0.3" }],
  ])("%s", (_, body, headers) => {
    expect(statusOf(body, headers)).toBe(422);
    expect(refusalOf(body, headers)).toMatch(/\S{3}/);
  });

  test.each([
    ["33 levels", withData(nested(33)), withData(nested(32))],
    ["5,001 keys", withData(JSON.stringify(keys(5_001))), withData(JSON.stringify(keys(5_000)))],
    ["U+0000", withData('["\\u0000"]'), withData('["\\\\u0000"]')],
    ["U+0000 in a key", withData('{"\\u0000":1}'), withData('{"0000":1}')],
    ["a lone surrogate", withData('"\\ud83d"'), withData('"\\ud83d\\ude00"')],
    ["surrogates in the wrong order", withData('{"\\ude00\\ud83d":1}'), withData('"😀"')],
    ["1e400", withData("[1e400]"), withData("[1e308]")],
    ["400 digits", withData("9".repeat(400)), withData("9".repeat(300))],
  ])("a payload with %s", (_, refused, accepted) => {
    expect(statusOf(refused)).toBe(422);
    expect(statusOf(accepted)).toBe(202);
  });

  test("100,000 levels, as payload, field or batch", () => {
    const deep = nested(100_000);
    expect(statusOf(withData(deep))).toBe(422);
    expect(statusOf(deep, binary)).toBe(422);
    expect(statusOf(`{"type":"a.b","data":1,"x":${deep}}`)).toBe(422);
    expect(statusOf(deep)).toBe(422);
    expect(statusOf(JSON.stringify(cloudEvent).replace("{", `{"x":${deep},`), structured)).toBe(
      422,
    );
  });
});

describe("extensions", () => {
  test("are strings, booleans and integers under short lower-case names", () => {
    const sent = {
      ...event,
      a: "text",
      b1: true,
      c: 42,
      validate: "v",
      emit: "e",
      constructor: "c",
    };
    expect(readOne(sent).extensions).toEqual({
      a: "text",
      b1: "true",
      c: "42",
      validate: "v",
      emit: "e",
      constructor: "c",
    });
    const { type: _, data: __, ...extensions } = sent;
    expect(readOne({ ...cloudEvent, ...extensions }, structured).extensions).toEqual(
      readOne(sent).extensions,
    );
    const headers = { ...binary, "ce-validate": "v", "ce-emit": "e" };
    expect(readOne("1", headers).extensions).toEqual({ validate: "v", emit: "e" });
  });

  test.each([
    ["a fraction", "1.5"],
    ["an object", "{}"],
    ["null", "null"],
    ["infinity", "1e400"],
    ["U+0000", '"\\u0000"'],
    ["1,025 characters", JSON.stringify("x".repeat(1_025))],
  ])("may not be %s", (_, json) => {
    expect(statusOf(`{"type":"a.b","data":1,"ext":${json}}`)).toBe(422);
    const sent = JSON.stringify(cloudEvent).replace("{", `{"ext":${json},`);
    expect(statusOf(sent, structured)).toBe(422);
  });

  test("are at most 20, their names at most 20 characters", () => {
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`e${n}`, "x"]));
    expect(statusOf({ ...event, ...many(20) })).toBe(202);
    expect(statusOf({ ...event, ...many(21) })).toBe(422);
    expect(statusOf({ ...event, [`${"e".repeat(20)}`]: "x" })).toBe(202);
    expect(statusOf({ ...event, [`${"e".repeat(21)}`]: "x" })).toBe(422);
  });

  test("wrong ones are named, the first twenty of them", () => {
    const bad = Object.fromEntries(Array.from({ length: 90 }, (_, n) => [`Wrong${n}`, 1]));
    const request = read({ ...event, ...bad });
    const item = request.ok ? request.value.items[0] : undefined;
    expect(item?.ok === false && item.failure.errors).toHaveLength(20);
  });
});

test("400,000 fields cost a few times what JSON.parse takes for them, and are answered in a line", () => {
  const fields = Array.from({ length: 400_000 }, (_, n) => `"X${n.toString(36)}":1`).join(",");
  const text = `{"type":"a.b","data":1,${fields}}`;
  const parseMs = timed(() => JSON.parse(text));
  let refusal = "";
  expect(timed(() => (refusal = refusalOf(text)))).toBeLessThan(8 * parseMs);
  expect(refusal).toMatch(/at most 100 fields/);
});

function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

test("one bad item of a batch is refused in its own place", () => {
  const items = [
    event,
    { type: "a b", data: 1 },
    7,
    { type: "a.b" },
    { type: "a.b", data: "x".repeat(payloadBytes) },
    event,
  ];
  const request = read(items);
  expect(request.ok && request.value.items.map(itemStatus)).toEqual([202, 422, 422, 422, 413, 202]);
});
