import { describe, expect, test } from "vitest";
import {
  batch,
  binary,
  cloudEvent,
  plain,
  read,
  readOne,
  statusOf,
  structured,
} from "./testing/read.ts";

const data = { amount: 1 };
const event = { type: "a.b", data };

describe("the ways an event may come in", () => {
  test.each([
    ["plain", event, plain],
    ["plain with a charset", event, { "content-type": 'Application/JSON; Charset="UTF-8"' }],
    ["plain, encoding named", event, { ...plain, "content-encoding": "Identity" }],
    ["structured", { ...cloudEvent, data }, structured],
    [
      "structured with a charset",
      { ...cloudEvent, data },
      { "content-type": "application/cloudevents+json; charset=utf-8" },
    ],
    ["binary", data, binary],
    ["binary, own media type", data, { ...binary, "content-type": "application/vnd.shop+json" }],
  ])("%s", (_, body, headers) => {
    expect(readOne(body, headers)).toMatchObject({ type: "a.b", dataJson: JSON.stringify(data) });
  });

  test.each([
    ["an array", [event, event], plain],
    [
      "a CloudEvents batch",
      [
        { ...cloudEvent, data },
        { ...cloudEvent, id: "2", data },
      ],
      batch,
    ],
    ["an array of one", [event], plain],
    ["nothing at all", [], plain],
    ["an empty batch", [], batch],
  ])("several: %s", (_, body, headers) => {
    const request = read(body, headers);
    expect(request).toMatchObject({ ok: true, value: { kind: "batch" } });
    expect(request.ok && request.value.items.every((item) => item.ok)).toBe(true);
    expect(request.ok && request.value.items).toHaveLength(body.length);
  });

  test("the payload stays the text that was sent", () => {
    const text = ' { "b" : 9007199254740993, "a":[ 1.10 , "\\u00e9" ], "b":1 } ';
    expect(readOne(`{"data":${text},"type":"a.b"}`).dataJson).toBe(text.trim());
    expect(readOne(`[{"type":"a.b","data":${text}}]`).dataJson).toBe(text.trim());
    expect(readOne(text, binary).dataJson).toBe(text.trim());
  });

  test("headers of binary mode are percent-decoded, so that every mode gives the same event", () => {
    const encoded = { ...binary, "ce-subject": "caf%C3%A9%20%25 %zz %ff", "ce-id": "%31" };
    const expected = { subject: "café % %zz %ff", externalId: "1" };
    expect(readOne(data, encoded)).toMatchObject(expected);
  });

  test("a byte order mark is not part of the body", () => {
    expect(readOne(`\ufeff${JSON.stringify(event)}`).type).toBe("a.b");
  });

  test.each(["null", "1", '"text"', "[]", "false", "9007199254740993"])(
    "a payload may be %s",
    (json) => {
      expect(readOne(`{"type":"a.b","data":${json}}`).dataJson).toBe(json);
      expect(readOne(json, binary).dataJson).toBe(json);
    },
  );

  test("a CloudEvent may come without data, a plain event may not", () => {
    expect(readOne(cloudEvent, structured).dataJson).toBe("null");
    expect(statusOf({ type: "a.b" })).toBe(422);
  });

  test("of repeated fields the last counts", () => {
    const sent = '{"type":"x.y","data":1,"type":"a.b","data":{"n":2},"id":"1","id":"2"}';
    expect(readOne(sent)).toMatchObject({ type: "a.b", dataJson: '{"n":2}', externalId: "2" });
  });
});

describe("the envelope", () => {
  test("has defaults", () => {
    expect(readOne(event)).toEqual({
      type: "a.b",
      source: "api",
      externalId: null,
      subject: null,
      time: null,
      traceparent: null,
      extensions: null,
      dataJson: JSON.stringify(data),
    });
  });

  test("is the same by every way", () => {
    const fields = {
      subject: "s",
      time: "2026-01-02T03:04:05.678Z",
      traceparent: "00-1-2-03",
      shard: "7",
    };
    const expected = {
      type: "a.b",
      source: "/shop",
      externalId: "1",
      subject: "s",
      time: "2026-01-02T03:04:05.678Z",
      traceparent: "00-1-2-03",
      extensions: { shard: "7" },
      dataJson: JSON.stringify(data),
    };
    const { specversion: _, ...names } = cloudEvent;
    expect(readOne({ ...names, ...fields, data })).toEqual(expected);
    expect(readOne({ ...cloudEvent, ...fields, data }, structured)).toEqual(expected);
    expect(readOne([{ ...cloudEvent, ...fields, data }], batch)).toEqual(expected);
    const headers = Object.entries(fields).map(([name, value]) => [`ce-${name}`, value]);
    expect(readOne(data, { ...binary, ...Object.fromEntries(headers) })).toEqual(expected);
  });

  test.each([
    ["2026-01-02T03:04:05Z", "2026-01-02T03:04:05.000Z"],
    ["2026-01-02T03:04:05.123456789Z", "2026-01-02T03:04:05.123Z"],
    [`2026-01-02T03:04:05.${"1".repeat(500)}Z`, "2026-01-02T03:04:05.111Z"],
    ["2026-01-02T03:04:05+23:59", "2026-01-01T03:05:05.000Z"],
    ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000Z"],
    ["1000-01-01T00:00:00Z", "1000-01-01T00:00:00.000Z"],
  ])("a time becomes UTC that Postgres holds (%#)", (time, stored) => {
    expect(readOne({ ...event, time }).time).toBe(stored);
    expect(readOne({ ...cloudEvent, time, data }, structured).time).toBe(stored);
    expect(readOne(data, { ...binary, "ce-time": time }).time).toBe(stored);
  });

  test.each([
    "0000-01-01T00:00:00Z",
    "0001-01-01T00:00:00Z",
    "0001-01-01T00:00:00+15:00",
    "9999-12-31T23:59:59-23:59",
    "2026-02-30T00:00:00Z",
    "2026-01-01",
    "yesterday",
    "",
    "1",
    `2026-${"0".repeat(5_000)}`,
  ])("a time outside of what can be stored is refused (%#)", (time) => {
    expect(statusOf({ ...event, time })).toBe(422);
    expect(statusOf({ ...cloudEvent, time, data }, structured)).toBe(422);
    expect(statusOf(data, { ...binary, "ce-time": time })).toBe(422);
  });
});

describe("what only the product may set", () => {
  const internal = [
    "tenantId",
    "TENANTID",
    "tenantid",
    "hop",
    "Hop",
    "correlationId",
    "causationid",
    "replayOf",
    "PATH",
  ];

  test.each(internal)("%s from outside is ignored", (name) => {
    for (const value of ["spoofed", 7, { deep: [1] }, null]) {
      const expected = { type: "a.b", extensions: null };
      expect(readOne({ ...event, [name]: value })).toMatchObject(expected);
      expect(readOne({ ...cloudEvent, data, [name]: value }, structured)).toMatchObject(expected);
      expect(readOne([{ ...cloudEvent, data, [name]: value }], batch)).toMatchObject(expected);
    }
    const headers = { ...binary, [`ce-${name.toLowerCase()}`]: "spoofed" };
    expect(readOne(data, headers).extensions).toBeNull();
  });

  test("its own types are refused by every way", () => {
    const type = "scriptbus.delivery.dead";
    expect(statusOf({ type, data })).toBe(422);
    expect(statusOf({ ...cloudEvent, type, data }, structured)).toBe(422);
    expect(statusOf([{ ...cloudEvent, type, data }], batch)).toBe(422);
    expect(statusOf(data, { ...binary, "ce-type": type })).toBe(422);
    expect(statusOf({ type: "scriptbus", data })).toBe(202);
  });
});
