import { afterAll, beforeAll, expect, it } from "vitest";
import { crossing } from "./sdk/limits.ts";
import { type SandboxSetup, setUpSandbox } from "./testing/sandbox-setup.ts";

let sandbox: SandboxSetup;
beforeAll(async () => {
  sandbox = await setUpSandbox();
});
afterAll(() => sandbox.pool.stop());

const limits = { cpuMs: 5_000, wallMs: 15_000 };
const payloadBytes = 10 * crossing.callChars;

it("a call whose arguments are too long rejects before anything crosses", async () => {
  const source = `
    const data = "x".repeat(${crossing.callChars});
    try { await sdk.events.emit("a.b", data); } catch (e) { return e.name; }`;
  const result = await sandbox.runOne({ source, limits: { ...limits, payloadBytes } });
  expect([result.resultJson, result.effects]).toEqual(['"RangeError"', []]);
});

it("the arguments of one run's calls together are bounded, too", async () => {
  const source = `
    const data = "x".repeat(1_000_000);
    const calls = Array.from({ length: 20 }, () => sdk.events.emit("a.b", data));
    const ends = await Promise.allSettled(calls);
    return ends.filter(({ reason }) => reason instanceof RangeError).length;`;
  const result = await sandbox.runOne({ source, limits: { ...limits, payloadBytes } });
  expect(Number(result.resultJson)).toBe(20 - Math.floor(crossing.runChars / 1_000_019));
});
