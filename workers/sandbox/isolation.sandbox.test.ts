import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SandboxSetup, setUpSandbox } from "./testing/sandbox-setup.ts";

let sandbox: SandboxSetup;
beforeAll(async () => {
  sandbox = await setUpSandbox();
});
afterAll(() => sandbox.pool.stop());

/** Runs `leave` with one payload and then looks with another, in the same warm isolate. */
async function secondSight(leave: string, look: string): Promise<unknown> {
  const source = `
    const event = sdk.events.current();
    if (event.leave) { try { ${leave} } catch {} return null; }
    return ${look} ?? null;`;
  const runs = [{ dataJson: '{"leave":"secret"}' }, { dataJson: "{}" }];
  const results = await sandbox.runAll({ source, runs });
  const hits = sandbox.pool.stats().isolateHits;
  const [later] = await sandbox.runAll({ source, runs: runs.slice(1) });
  expect(sandbox.pool.stats().isolateHits).toBe(hits + 1);
  for (const result of [...results, later]) expect(result?.outcome).toBe("succeeded");
  expect(later?.resultJson).toBe(results[1]?.resultJson);
  return JSON.parse(later?.resultJson ?? "null");
}

describe("what one run leaves behind is invisible to the next", () => {
  it.each([
    ["a global", "globalThis.left = event.leave;", "globalThis.left"],
    [
      "a defined global",
      "Object.defineProperty(globalThis, 'left', { value: 1 });",
      "globalThis.left",
    ],
    ["an undeclared variable", "left = event.leave;", "typeof left === 'undefined' ? null : left"],
    ["an indirect eval", "(0, eval)('var left = 1');", "globalThis.left"],
    ["Object.prototype", "Object.prototype.left = event.leave;", "({}).left"],
    ["Array.prototype", "Array.prototype.left = event.leave;", "[].left"],
    [
      "a patched method",
      "Array.prototype.map = () => event.leave;",
      "[1].map((x) => x)[0] === 1 ? null : 1",
    ],
    [
      "the prototype of generators",
      "Object.getPrototypeOf(function* () {}).left = event.leave;",
      "Object.getPrototypeOf(function* () {}).left",
    ],
    [
      "the prototype of async functions",
      "Object.getPrototypeOf(async () => {}).left = 1;",
      "Object.getPrototypeOf(async () => {}).left",
    ],
    [
      "RegExp statics",
      "/(secret)/.exec(event.leave);",
      "[RegExp.$1, RegExp.lastMatch, RegExp.input, /x/.constructor.$1].find(Boolean)",
    ],
    [
      "a property of a function",
      "Math.max.left = 1; JSON.parse.left = 1; Date.left = 1;",
      "Math.max.left ?? JSON.parse.left ?? Date.left",
    ],
    [
      "a property of Intl",
      "Intl.left = 1; Intl.DateTimeFormat.prototype.left = 1;",
      "Intl.left ?? Intl.DateTimeFormat.prototype.left",
    ],
    [
      "a property of the sdk",
      "sdk.left = 1; sdk.events.left = 1; sdk.NonRetryableError.left = 1; console.left = 1;",
      "sdk.left ?? sdk.events.left ?? sdk.NonRetryableError.left ?? console.left",
    ],
    [
      "the prototype of the sdk's errors",
      "sdk.RetryAfterError.prototype.left = 1;",
      "sdk.RetryAfterError.prototype.left",
    ],
    [
      "a property of a symbol from the registry",
      "Symbol.for('left').description.left = 1;",
      "Symbol.for('left').left",
    ],
    [
      "Error.prepareStackTrace",
      "Error.prepareStackTrace = () => event.leave;",
      "new Error('x').stack.includes('secret') ? 1 : null",
    ],
    [
      "Error.stackTraceLimit",
      "Error.stackTraceLimit = 0;",
      "new Error('x').stack.includes('script.js') ? null : 1",
    ],
    [
      "the hidden prototype of segments",
      "Object.getPrototypeOf(new Intl.Segmenter().segment('')).left = event.leave;",
      "new Intl.Segmenter().segment('').left",
    ],
    [
      "the hidden prototype of their iterator",
      "Object.getPrototypeOf(new Intl.Segmenter().segment('')[Symbol.iterator]()).left = event.leave;",
      "new Intl.Segmenter().segment('')[Symbol.iterator]().left",
    ],
    ["a template's cache", "const f = (s) => s; f`a`.left = 1;", "((s) => s)`a`.left"],
    [
      "the parent of the sdk's errors",
      "const E = Object.getPrototypeOf(sdk.NonRetryableError); E.prepareStackTrace = () => 'secret'; E.stackTraceLimit = 0;",
      "new Error('x').stack.includes('script.js') && Object.getPrototypeOf(sdk.NonRetryableError) === Error ? null : 1",
    ],
    [
      "a function's own property",
      "(function f() { f.left = 1; })();",
      "(function f() { return f.left; })()",
    ],
  ])("%s", async (_name, leave, look) => {
    expect(await secondSight(leave, look)).toBeNull();
  });

  it("a pending promise does not wake in a later run, and its sdk is dead", async () => {
    const source = `
      const { n } = sdk.events.current();
      if (n === 0) { sdk.events.emit('a.b').then(() => { console.log('woken'); return sdk.events.emit('c.d'); }); return; }
      await sdk.events.emit('e.f');
      await sdk.events.emit('g.h');`;
    const runs = [{ dataJson: '{"n":0}' }, { dataJson: '{"n":1}' }];
    const results = await sandbox.runAll({ source, runs });
    expect(results.map(({ logs }) => logs.length)).toEqual([0, 0]);
    expect(results[1]?.emitted.map(({ type }) => type)).toEqual(["e.f", "g.h"]);
  });
});

describe("two tenants with the same script", () => {
  it("never share an isolate", async () => {
    const source = "return 'same source, other tenant';";
    const misses = () => sandbox.pool.stats().isolateMisses;
    await sandbox.runOne({ source, tenantId: "tenant-a" });
    const before = misses();
    await sandbox.runOne({ source, tenantId: "tenant-b" });
    await sandbox.runOne({ source, tenantId: "tenant-a", version: 2 });
    expect(misses()).toBe(before + 2);
    await sandbox.runOne({ source, tenantId: "tenant-a" });
    await sandbox.runOne({ source, tenantId: "tenant-b" });
    expect(misses()).toBe(before + 2);
  });
});

describe("what a script cannot reach", () => {
  it.each([
    ["SharedArrayBuffer"],
    ["Atomics"],
    ["WebAssembly"],
    ["Compartment"],
    ["lockdown"],
    ["performance"],
    ["gc"],
    ["$0"],
    ["guest"],
    ["global"],
    ["ivm"],
  ])("%s", async (name) => {
    expect((await sandbox.runOne(`return typeof ${name};`)).resultJson).toBe('"undefined"');
  });

  it.each([
    ["setTimeout(() => {}, 1)", "RetryAfterError"],
    ["setTimeout(() => {}, 1)", "await sdk.sleep(ms)"],
    ["setInterval(() => {}, 1)", "subscribe"],
    ["fetch('http://x')", "sdk.http"],
    ["require('fs')", "sdk"],
    ["process.env", "process"],
    ["Buffer.from('x')", "Uint8Array"],
    ["new Buffer(1)", "Uint8Array"],
  ])("%s says what to use instead", async (call, word) => {
    const { outcome, error } = await sandbox.runOne(`return ${call};`);
    expect(outcome).toBe("failed");
    expect(error?.name).toBe("ReferenceError");
    expect(error?.message).toContain("does not exist in a script");
    expect(error?.message).toContain(word);
  });

  it.each([
    ["the realm's Function", "(() => {}).constructor('return this')()"],
    ["an async Function", "(async () => {}).constructor('return this')()"],
    ["a generator Function", "(function* () {}).constructor('return this')().next()"],
    ["the sdk's Function", "sdk.events.emit.constructor('return this')()"],
    [
      "the error of a call",
      "await sdk.events.emit('no type').catch((e) => e.constructor.constructor('return this')())",
    ],
    ["a dynamic import", "eval('imp' + 'ort(\"fs\")')"],
    ["a dynamic import with a comment", "new Function('return imp' + 'ort/**/(\"fs\")')()"],
  ])("%s", async (_name, expression) => {
    const { outcome } = await sandbox.runOne(`return typeof ((await ${expression}).Compartment);`);
    expect(outcome).toBe("failed");
  });

  it("Function and eval see the frozen globals and nothing else", async () => {
    const source =
      "return [Function('return globalThis')() === globalThis, eval('typeof sdk'), Object.isFrozen(globalThis)];";
    expect((await sandbox.runOne(source)).resultJson).toBe('[true,"undefined",true]');
  });

  it("stack frames of the platform stay out of call sites", async () => {
    const source = `
      let sites = null;
      Error.prepareStackTrace = (_e, s) => { sites = s; return ''; };
      new Error('x').stack;
      return sites === null ? null : sites.map((s) => typeof s.getFunction?.() + typeof s.getThis?.());`;
    const { resultJson } = await sandbox.runOne(source);
    expect(resultJson ?? "").not.toMatch(/function|object/);
  });
});

describe("ordinary code works", () => {
  it.each([
    [
      "class E extends Error { constructor(m) { super(m); this.name = 'E'; } } try { throw new E('x'); } catch (e) { return [e.name, e.message, e instanceof E, e instanceof Error]; }",
      ["E", "x", true, true],
    ],
    [
      "const o = { toString() { return 'o'; }, constructor: 1 }; o.hasOwnProperty = 2; return ['' + o, o.constructor, o.hasOwnProperty];",
      ["o", 1, 2],
    ],
    ["const f = () => 1; f.toString = () => 'f'; f.name2 = 1; return '' + f;", "f"],
    [
      "return new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' }).format(1234.5);",
      "1.234,50\u00a0€",
    ],
    [
      "return new Date('2026-11-23T10:00:00Z').toLocaleDateString('en-GB', { timeZone: 'UTC' });",
      "23/11/2026",
    ],
    [
      "return [Math.abs(Date.now() - new Date().getTime()) < 50, Math.random() !== Math.random()];",
      [true, true],
    ],
    ["return 'a-b_c'.replace(/[-_](\\w)/g, (_, c) => c.toUpperCase());", "aBC"],
    [
      "return [...'x1y22'.matchAll(/(?<letter>[a-z])(\\d+)/g)].map((m) => m.groups.letter + m[2]);",
      ["x1", "y22"],
    ],
    [
      "async function* g() { yield 1; yield 2; } let s = 0; for await (const v of g()) s += v; return s;",
      3,
    ],
    ["const [a, b] = await Promise.all([1, new Promise((r) => r(2))]); return a + b;", 3],
    [
      "const m = new Map([[1, 'a']]); const s = new Set([1, 1]); const w = new WeakMap(); w.set(m, 1); return [m.get(1), s.size, w.has(m)];",
      ["a", 1, true],
    ],
    [
      "return Object.groupBy([1, 2, 3], (n) => (n % 2 ? 'odd' : 'even'));",
      { odd: [1, 3], even: [2] },
    ],
    ["return new Uint8Array([1, 2]).reduce((a, b) => a + b) + Number(2n ** 10n);", 1027],
    [
      "return await (async () => { try { await Promise.reject(new Error('x')); } catch (e) { return e.message; } finally { } })();",
      "x",
    ],
    ["const { a: { b = 5 } = {} } = sdk.events.current(); return b ?? 1;", 5],
    [
      "return [10, 9, 1].sort((a, b) => a - b).toSorted().at(-1) + [1, 2, 3].findLast((n) => n < 3);",
      11,
    ],
    ["const arguments_ = (function () { return arguments.length; })(1, 2); return arguments_;", 2],
    ["const sdk2 = sdk; { const sdk = 1; const console = 2; } return typeof sdk2;", "object"],
    ["const console = { log() {} }; console.log(1); return 1;", 1],
    [
      "return JSON.stringify(structuredCloneOrNot()); function structuredCloneOrNot() { return { hoisted: true }; }",
      '{"hoisted":true}',
    ],
  ])("%s", async (source, expected) => {
    const { error, resultJson } = await sandbox.runOne(source);
    expect(error).toBeNull();
    expect(JSON.parse(resultJson ?? "null")).toEqual(expected);
  });
});

describe("floating point arrays", () => {
  it("work, and carry nothing from run to run", async () => {
    const works = "return [...new Float64Array([1.5, 2]), new Float32Array(2).length];";
    expect((await sandbox.runOne(works)).resultJson).toBe("[1.5,2,2]");
    expect(await secondSight("Float64Array.left = event.leave;", "Float64Array.left")).toBeNull();
    expect(
      await secondSight("Float32Array.prototype.left = event.leave;", "new Float32Array(1).left"),
    ).toBeNull();
  });
});
