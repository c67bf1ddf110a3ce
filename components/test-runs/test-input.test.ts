import { describe, expect, it } from "vitest";
import { indentJson } from "./indent-json.ts";
import { readTestInput, type TestInput } from "./test-input.ts";

const input = (fields: Partial<TestInput>): TestInput => ({
  kind: "payload",
  eventId: null,
  type: "client.created",
  dataJson: "{}",
  ...fields,
});
const refusal = (fields: Partial<TestInput>) => {
  const read = readTestInput(input(fields));
  return read.ok ? null : read.failure;
};

describe("what a test is run for", () => {
  it("is the past event that was chosen, whatever was written", () => {
    const read = readTestInput(input({ kind: "event", eventId: "e-1", dataJson: "{" }));
    expect(read).toEqual({ ok: true, value: { eventId: "e-1" } });
    expect(refusal({ kind: "event" })?.detail).toContain("Choose an event");
  });

  it("is the payload as it was written, with every digit", () => {
    const dataJson = '{"n": 12345678901234567890}';
    const read = readTestInput(input({ type: " client.created ", dataJson }));
    const event = { type: "client.created", dataText: dataJson };
    expect(read).toEqual({ ok: true, value: { event } });
  });

  it("is refused at its fields, the payload with its place", () => {
    const errors = refusal({ type: "no spaces", dataJson: '{\n  "a" 1\n}' })?.errors;
    expect(errors?.map(({ path }) => path)).toEqual(["event.type", "event.data"]);
    expect(errors?.[1]).toMatchObject({ line: 2, column: 7 });
    expect(refusal({ type: " " })?.errors?.[0]?.message).toContain("which type");
  });
});

describe("an indented payload", () => {
  it("keeps numbers and strings as they were written", () => {
    const text =
      '{"n":12345678901234567890,"s":"a,{\\"b\\":[1]}","e":[],"o":{},"l":[1.0,[null,-1e5]]}';
    expect(indentJson(text)).toBe(
      '{\n  "n": 12345678901234567890,\n  "s": "a,{\\"b\\":[1]}",\n  "e": [],\n  "o": {},\n' +
        '  "l": [\n    1.0,\n    [\n      null,\n      -1e5\n    ]\n  ]\n}',
    );
    expect(JSON.parse(indentJson(text))).toEqual(JSON.parse(text));
  });

  it("stays one word where it is one", () => {
    for (const text of ["null", ' "x y" ', "-12"]) expect(indentJson(text)).toBe(text.trim());
  });
});
