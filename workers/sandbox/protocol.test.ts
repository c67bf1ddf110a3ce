import { describe, expect, it } from "vitest";
import { lines, readLine } from "./protocol.ts";

function roundTrip(line: string) {
  expect(line.endsWith("\n")).toBe(true);
  return readLine(line.slice(0, -1));
}

describe("a line of a child", () => {
  it("comes back as it was said", () => {
    expect(roundTrip(lines.up())).toEqual({ kind: "up" });
    expect(roundTrip(lines.entered(12))).toEqual({ kind: "entered", index: 12 });
    expect(roundTrip(lines.left())).toEqual({ kind: "left" });
    expect(roundTrip(lines.still())).toEqual({ kind: "still" });
    expect(roundTrip(lines.waits(7))).toEqual({ kind: "waits", heard: 7 });
    for (const warm of [true, false])
      expect(roundTrip(lines.batchEnd(40, warm))).toEqual({ kind: "batchEnd", index: 40, warm });
    expect(roundTrip(lines.killed("memory"))).toEqual({ kind: "killed", reason: "memory" });
    expect(roundTrip(lines.call(3, 4, "events.emit", '["a b", 1]'))).toEqual({
      kind: "call",
      index: 3,
      call: 4,
      name: "events.emit",
      json: '["a b", 1]',
    });
    expect(roundTrip(lines.ended(3, "S", 1.5, 0.25, '{"a": "b c"}'))).toEqual({
      kind: "ended",
      index: 3,
      letter: "S",
      ms: 1.5,
      cpuMs: 0.25,
      text: '{"a": "b c"}',
    });
  });

  it("may hold an empty result", () => {
    expect(roundTrip(lines.ended(0, "S", 0, 0, ""))).toMatchObject({ letter: "S", text: "" });
  });

  it.each(["", "?", "R1 S", "C1 2 name", "x".repeat(10)])(
    "is nothing when cut or unknown: %j",
    (line) => {
      expect(readLine(line)).toBeNull();
    },
  );
});
