import { describe, expect, it } from "vitest";
import { storedJson, storedText } from "./stored-text.ts";

describe("storedText", () => {
  it("replaces what Postgres cannot hold and leaves the rest", () => {
    expect(storedText("a\0b\ud800c\u{1f600}")).toBe("a\ufffdb\ufffdc\u{1f600}");
  });
});

describe("storedJson", () => {
  it.each([
    ["a\0b"],
    ["\ud800"],
    ["\udfff x"],
    ["\\u0000"],
    ["\\\0"],
    ["\\\\u0000"],
    ["\u{1f600}"],
    ["plain"],
  ])("means the stored text of %j", (text) => {
    expect(JSON.parse(storedJson(JSON.stringify({ [text]: [text] })))).toEqual({
      [storedText(text)]: [storedText(text)],
    });
  });
});
