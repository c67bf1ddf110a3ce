import { expect, test } from "vitest";
import { readExample, readTestRunBody, testRunBodySchema } from "./test-run-schema.ts";

const payloadBytes = 1_000;

function read(bodyText: string) {
  return readTestRunBody(testRunBodySchema.parse(JSON.parse(bodyText)), bodyText);
}

test("the payload is the text that was sent, with every digit and space", () => {
  const data = '{"n": 12345678901234567890.10, "data": {"data": 1}}';
  const input = read(`{"dryRun": false, "event": {"data": ${data}, "type": "a.b"}}`);
  expect(input).toEqual({
    ok: true,
    value: { dryRun: false, event: { type: "a.b", dataText: data } },
  });
});

test("of a payload that is sent twice the last one counts, as JSON has it", () => {
  const input = read(
    '{"event": {"type": "a.b", "data": 1, "data": 2}, "event": {"type": "a.b", "data": 3}}',
  );
  expect(input).toMatchObject({ value: { event: { dataText: "3" } } });
});

test("a past event needs no payload", () => {
  const eventId = "0198c0de-0000-7000-8000-000000000001";
  expect(read(JSON.stringify({ eventId }))).toEqual({ ok: true, value: { eventId, dryRun: true } });
});

test("an example typed by hand is JSON, of a type that may be, within the tenant's size", () => {
  const fault = (type: string, dataText: string) => {
    const example = readExample({ type, dataText }, payloadBytes);
    if (example.ok) return example.value;
    return [example.failure.code, example.failure.errors?.[0]?.path];
  };
  expect(fault("a.b", ' {"a": 1.50}\n')).toEqual({ type: "a.b", dataJson: '{"a": 1.50}' });
  expect(fault("a.b", "{a: 1}")).toEqual(["invalid_input", "event.data"]);
  expect(fault("a.b", "")).toEqual(["invalid_input", "event.data"]);
  expect(fault("a.b", "1 2")).toEqual(["invalid_input", "event.data"]);
  expect(fault("a.b", '"\ud800"')).toEqual(["invalid_input", "event.data"]);
  expect(fault("a.b", '"\\u0000"')).toEqual(["invalid_input", "event.data"]);
  expect(fault("a.b", "1e999")).toEqual(["invalid_input", "event.data"]);
  expect(fault("no type", "1")).toEqual(["invalid_input", "event.type"]);
  expect(fault("a.b", JSON.stringify("x".repeat(payloadBytes)))).toEqual(["too_large", undefined]);
  expect(fault("a.b", " ".repeat(10 * payloadBytes))).toEqual(["too_large", undefined]);
});
