import { expect, test } from "vitest";
import { liveStateOf, nextReadMs } from "./live-pace.ts";

const unreached = (sinceMs: number) => ({ sinceMs, code: null, detail: "not reached" });
const refused = { sinceMs: 0, code: "invalid_input", detail: "status: unknown" } as const;

test("a list that answers is read at its own pace", () => {
  expect(nextReadMs(2_000, null)).toBe(2_000);
  expect(liveStateOf(2_000, null)).toEqual({ kind: "live" });
});

test("a server that is away is asked less and less often, but never given up", () => {
  const waits = [2_000, 4_100, 8_300, 3_600_000].map((since) =>
    nextReadMs(2_000, unreached(since)),
  );
  expect(waits).toEqual([2_000, 4_100, 8_300, 30_000]);
  expect(liveStateOf(2_000, unreached(8_300))).toEqual({ kind: "reconnecting" });
});

test("backing off never means asking more often", () => {
  expect(nextReadMs(60_000, unreached(100))).toBe(60_000);
});

test("too many requests is waited out", () => {
  const limited = { sinceMs: 4_000, code: "rate_limited", detail: "slower" } as const;
  expect(nextReadMs(2_000, limited)).toBe(4_000);
  expect(liveStateOf(2_000, limited)).toEqual({ kind: "reconnecting" });
});

test("a refusal is said and not asked again", () => {
  expect(nextReadMs(2_000, refused)).toBe(false);
  expect(liveStateOf(2_000, refused)).toEqual({ kind: "refused", detail: "status: unknown" });
});

test("what cannot change any more is not read again", () => {
  expect(nextReadMs(false, null)).toBe(false);
  expect(nextReadMs(false, unreached(1_000))).toBe(false);
  expect(liveStateOf(false, null)).toEqual({ kind: "over" });
});
