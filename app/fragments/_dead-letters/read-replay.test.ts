import { expect, test } from "vitest";
import { editedBody } from "./read-replay.ts";

const payload = '{\n  "id": 12345678901234567890\n}';

test("a payload that was not to be edited, or was not, is not sent", () => {
  expect(editedBody({ data: "[1]" }, payload)).toEqual({ ok: true, value: "{}" });
  const untouched = { edit: "true", data: payload.replaceAll("\n", "\r\n") };
  expect(editedBody(untouched, payload)).toEqual({ ok: true, value: "{}" });
});

test("an edited payload keeps every digit", () => {
  const edited = editedBody({ edit: "true", data: '{"id":12345678901234567891}' }, payload);
  expect(edited).toEqual({ ok: true, value: '{"data":{"id":12345678901234567891}}' });
});

test.each(["", "{", '{"a":1},"reason":"other"', '1}{"data":2', '{"a":1,}'])(
  "%j is no payload",
  (data) => {
    const edited = editedBody({ edit: "true", data }, payload);
    expect(edited.ok ? null : edited.failure.errors?.[0]?.path).toBe("data");
  },
);
