import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type SandboxSetup, setUpSandbox } from "./testing/sandbox-setup.ts";

let sandbox: SandboxSetup;
beforeAll(async () => {
  sandbox = await setUpSandbox();
});
afterEach(() => sandbox.expectAlive());
afterAll(() => sandbox.pool.stop());

describe("an error a script throws", () => {
  it("keeps its name, message, and the author's line and column", async () => {
    const result = await sandbox.runOne("\n\n  throw new TypeError('on three');");
    expect(result).toMatchObject({
      outcome: "failed",
      retry: { kind: "default" },
      error: {
        name: "TypeError",
        message: "on three",
        stack: "TypeError: on three\n    at script.js:3:9",
        line: 3,
        column: 9,
      },
    });
  });

  it("shows the author's functions and nothing of the platform, also after an await", async () => {
    const source =
      "function a() { b(); }\nfunction b() { null.x; }\nawait sdk.events.emit('a.b');\na();";
    const { error } = await sandbox.runOne(source);
    expect(error?.stack?.split("\n").slice(1)).toEqual([
      "    at b (script.js:2:21)",
      "    at a (script.js:1:16)",
      "    at script.js:4:1",
    ]);
  });

  it("leads to the call when an sdk call rejects", async () => {
    const { error } = await sandbox.runOne("let a = 1;\nawait sdk.events.emit('no type');");
    expect(error).toMatchObject({ name: "TypeError", line: 2 });
  });

  it("says what is wrong when the script does not parse, and cannot leave its function", async () => {
    expect(await sandbox.runOne("return 1;\n})(); (async () => {")).toMatchObject({
      outcome: "failed",
      error: { name: "SyntaxError" },
    });
  });
});

describe("a rejection that nothing awaits", () => {
  it.each([
    ["an error", "Promise.reject(new TypeError('lost')); return 1;", "TypeError: lost"],
    ["a value", "Promise.reject(7); return 1;", "7"],
    [
      "a forgotten await",
      "async function f() { throw new RangeError('gone'); }\nf();\nawait sdk.events.emit('a.b');",
      "RangeError: gone",
    ],
    [
      "one that claims to be a time-out",
      "Promise.reject(new Error('Script execution timed out.')); return 1;",
      "Error: Script execution timed out.",
    ],
  ])("fails the run with it: %s", async (_, source, message) => {
    const result = await sandbox.runOne(source);
    expect(result).toMatchObject({
      outcome: "failed",
      uncharged: false,
      error: { name: "UnhandledRejection", message: expect.stringContaining(message) },
      emitted: [],
    });
  });

  it("is no failure when it is caught later in the same turn", async () => {
    const source =
      "const p = Promise.reject(1); await 0; try { await p; } catch { return 'caught'; }";
    expect(await sandbox.runOne(source)).toMatchObject({
      outcome: "succeeded",
      resultJson: '"caught"',
    });
  });
});

describe("a hostile thrown value", () => {
  it.each([
    ["null", "throw null;", "ThrownValue"],
    ["undefined", "throw undefined;", "ThrownValue"],
    ["a symbol", "throw Symbol('s');", "ThrownValue"],
    ["a string", "throw 'plain';", "ThrownValue"],
    ["a function", "throw function f() {};", "f"],
    [
      "getters that throw",
      "throw { get name() { throw 1; }, get message() { throw this; } };",
      "Error",
    ],
    [
      "a proxy that throws",
      "throw new Proxy({}, { get() { throw 1; }, has() { throw 2; } });",
      "Error",
    ],
    [
      "a revoked proxy",
      "const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); throw proxy;",
      "Error",
    ],
    [
      "nested proxies",
      "let p = {}; for (let i = 0; i < 1e5; i++) p = new Proxy(p, {}); throw p;",
      "Error",
    ],
    ["objects as texts", "throw { name: {}, message: [], stack: 1 };", "Error"],
    ["no prototype", "throw Object.create(null);", "Error"],
  ])("is a failed run: %s", async (_name, source, name) => {
    const result = await sandbox.runOne(source);
    expect(result).toMatchObject({ outcome: "failed", error: { name } });
  });

  it("is cut to bounded strings", async () => {
    const source = "const e = new Error('m'.repeat(1e7)); e.name = 'n'.repeat(1e6); throw e;";
    const { error } = await sandbox.runOne({ source, limits: { cpuMs: 2_000 } });
    expect(error?.name).toHaveLength(128);
    expect(error?.message).toHaveLength(4_096);
    expect(error?.stack?.length ?? 0).toBeLessThanOrEqual(8_192);
  });

  it("holds no text that Postgres cannot store", async () => {
    const { error, logs } = await sandbox.runOne(
      "console.log('a\\u0000b\\ud800c', 1); sdk.log.info('d', { x: '\\u0000\\udc00\\\\u0000' }); throw new Error('\\u0000\\ud800');",
    );
    expect(error?.message).toBe("\ufffd\ufffd");
    expect(logs.map(({ message }) => message)).toEqual(["a\ufffdb\ufffdc 1", "d"]);
    expect(logs[1]?.data).toEqual({ x: "\ufffd\ufffd\\u0000" });
  });
});

describe("what an error asks of the delivery", () => {
  it.each([
    ["throw new sdk.NonRetryableError('stop');", { kind: "never" }],
    ["throw new sdk.RetryAfterError('10m');", { kind: "after", delayMs: 600_000 }],
    ["throw new sdk.RetryAfterError(1500, 'later');", { kind: "after", delayMs: 1_500 }],
    ["throw new sdk.RetryAfterError('1d');", { kind: "after", delayMs: 86_400_000 }],
    ["class Mine extends sdk.NonRetryableError {}; throw new Mine('x');", { kind: "never" }],
    ["await Promise.reject(new sdk.NonRetryableError('x'));", { kind: "never" }],
  ])("is recognised by its brand: %s", async (source, retry) => {
    expect(await sandbox.runOne(source)).toMatchObject({ outcome: "failed", retry });
  });

  it.each([
    ["throw Object.assign(new Error('x'), { name: 'NonRetryableError' });"],
    ["throw Object.create(sdk.NonRetryableError.prototype);"],
    ["throw { __proto__: sdk.RetryAfterError.prototype, delayMs: 5 };"],
    ["throw new Proxy(new sdk.NonRetryableError('x'), {});"],
    ["throw sdk.NonRetryableError;"],
    ["throw new sdk.RetryAfterError('25h');"],
    ["throw new sdk.RetryAfterError(-1);"],
    ["throw new sdk.RetryAfterError(NaN);"],
  ])("is not believed when forged or out of range: %s", async (source) => {
    const result = await sandbox.runOne(source);
    expect(result).toMatchObject({ outcome: "failed", retry: { kind: "default" } });
  });
});
