import { describe, expect, it } from "vitest";
import { countEffects, readEffects } from "./effect-lines.ts";

const stored = [
  { seq: 1, kind: "http.get", target: "https://crm.example/1", ms: 12, ok: true, result: "{}" },
  { seq: 2, kind: "sms.send", target: "+49", ms: 0.2, ok: true, dry: true, bytes: 40 },
  { seq: 3, kind: "cache.set", target: "a\u202Eb", ms: 1, ok: false, error: "RangeError: no room" },
];

describe("the effects of an execution", () => {
  it("are read in the order of the calls, with what is not there as null", () => {
    const [first, second, third] = readEffects(JSON.stringify(stored));
    expect(first).toMatchObject({ seq: 1, error: null, result: "{}", bytes: null, dry: false });
    expect(second).toMatchObject({ dry: true, bytes: 40, result: null });
    expect(third).toMatchObject({ ok: false, error: "RangeError: no room" });
  });

  it("show characters that could turn the text around them", () => {
    expect(readEffects(JSON.stringify(stored))[2]?.target).not.toContain("\u202E");
  });

  it("are none where the text is no list of them", () => {
    for (const text of ["", "null", "{}", '"x"', "[null, 3]", "[{"]) {
      expect(readEffects(text), text).toEqual([]);
    }
  });

  it("are drawn with whatever can be read of them", () => {
    const [effect] = readEffects('[{"kind":7,"ms":"long","ok":"yes","bytes":null}]');
    expect(effect).toMatchObject({ seq: 1, kind: "unknown", target: "", ms: 0, ok: false });
  });

  it("are counted by what became of them", () => {
    const effects = readEffects(JSON.stringify(stored));
    expect(countEffects(effects)).toEqual({ failed: 1, dry: 1, longestMs: 12 });
    expect(countEffects([])).toEqual({ failed: 0, dry: 0, longestMs: 0 });
  });
});
