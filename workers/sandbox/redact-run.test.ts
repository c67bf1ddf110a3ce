import { expect, test } from "vitest";
import type { Effect } from "#lib/executions/effect.ts";
import type { RunResult } from "#lib/executions/run-result.ts";
import { redactEffect, redactLogs, redactProgress, redactRun } from "./redact-run.ts";

const value = 'sk_live_"0123456789"';
const read = new Set([value]);

const effect: Effect = {
  seq: 1,
  kind: "http.get",
  target: `https://h/?k=${value}`,
  ms: 1,
  ok: true,
};

function resultWith(changes: Partial<RunResult>): RunResult {
  return {
    executionId: "e",
    outcome: "failed",
    uncharged: false,
    startedAt: "2026-11-23T00:00:00.000Z",
    durationMs: 1,
    cpuMs: 1,
    peakHeapBytes: null,
    error: null,
    retry: { kind: "default" },
    resultJson: null,
    logs: [],
    effects: [],
    emitted: [],
    ...changes,
  };
}

test("a run that has read no secret is left as it is", () => {
  const result = resultWith({ resultJson: JSON.stringify(value) });
  expect(redactRun(result, new Set())).toBe(result);
  expect(redactEffect(effect, new Set())).toBe(effect);
  expect(redactLogs(result.logs, new Set())).toBe(result.logs);
});

test("a secret that was read is in nothing that a run leaves for people", () => {
  const at = "2026-11-23T00:00:00.000Z";
  const result = resultWith({
    error: {
      name: `E${value}`,
      message: `no ${value}`,
      stack: `E${value}: no ${value}\n    at f (script.js:1:1)`,
    },
    resultJson: JSON.stringify({ [value]: [value] }),
    logs: [{ at, level: "info", message: `m ${value}`, data: { deep: [value, 1] } }],
    effects: [{ ...effect, error: `Error: ${value}`, result: JSON.stringify({ value }) }],
  });
  const safe = redactRun(result, read);
  expect(JSON.stringify(safe)).not.toContain("live");
  expect(safe.error).toEqual({
    name: "E***",
    message: "no ***",
    stack: "E***: no ***\n    at f (script.js:1:1)",
  });
  expect(safe.resultJson).toBe('{"***":["***"]}');
  expect(safe.logs).toEqual([{ at, level: "info", message: "m ***", data: { deep: ["***", 1] } }]);
  expect(safe.effects).toMatchObject([
    { target: "https://h/?k=***", error: "Error: ***", result: '{"value":"***"}' },
  ]);
});

test("what is shown while a run goes on is redacted, with secrets that it reads later, too", () => {
  const values = new Set([value]);
  const progress = {
    logs: [{ at: "", level: "info" as const, message: `${value} another` }],
    effects: [effect],
  };
  expect(redactProgress(progress, values)).toMatchObject({
    logs: [{ message: "*** another" }],
    effects: [{ target: "https://h/?k=***" }],
  });
  values.add("another");
  expect(redactProgress(progress, values).logs).toMatchObject([{ message: "*** ***" }]);
});

test("a message that was cut inside a secret does not keep its beginning, neither there nor in the stack", () => {
  const message = `${"x".repeat(4_086)}sk_live_"0`;
  const stack = `Error: ${message}\n    at script.js:1:1`;
  const { error } = redactRun(resultWith({ error: { name: "Error", message, stack } }), read);
  expect(error?.message.endsWith("x***")).toBe(true);
  expect(error?.stack?.endsWith("x***\n    at script.js:1:1")).toBe(true);
});

test("the effect of reading a secret never shows it, however short it is", () => {
  const result = resultWith({
    effects: [{ ...effect, kind: "secrets.get", target: "PIN", result: '"007"' }],
  });
  expect(redactRun(result, new Set(["007"])).effects).toMatchObject([
    { target: "PIN", result: '"***"' },
  ]);
});

test("an answer that was cut in an effect does not keep the beginning of a secret", () => {
  const cut = JSON.stringify({ a: value }).slice(0, 16);
  expect(redactEffect({ ...effect, result: `${cut}…` }, read).result).toBe('{"a":"***…');
});

test("what would keep the worker busy is masked whole, not looked through", () => {
  const part = (n: number) => `part ${n} of a secret ${"a".repeat(180)}`;
  const secrets = Array.from({ length: 40 }, (_, n) =>
    JSON.stringify(Array.from({ length: 60 }, (_, m) => part(n * 100 + m))),
  );
  const logs = Array.from({ length: 1_000 }, (_, n) => ({
    at: "",
    level: "info" as const,
    message: `${part(n)} and what else there is to say`,
  }));
  const startedAt = performance.now();
  const safe = redactRun(resultWith({ logs }), new Set(secrets));
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  expect(safe.logs.at(-1)?.message).toBe("***");
  expect(safe.logs).toHaveLength(1_000);
});
