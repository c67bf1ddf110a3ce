// Runs of a script share the language's own objects: whatever leads to one must find it frozen.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SandboxSetup, setUpSandbox } from "./testing/sandbox-setup.ts";

let sandbox: SandboxSetup;
beforeAll(async () => {
  sandbox = await setUpSandbox();
});
afterAll(() => sandbox.pool.stop());

describe("no object that the language makes leads to one that runs share and can change", () => {
  it.each([
    [
      "iterators",
      "[[][Symbol.iterator](), new Map().keys(), new Set().values(), ''[Symbol.iterator](), 'a'.matchAll(/a/g)]",
    ],
    [
      "iterator helpers",
      "[[].values().map((x) => x), [].values().take(1), Iterator.from({ next() {} }), Iterator.from([])]",
    ],
    [
      "generators",
      "[(function* () {}).prototype, (async function* () {}).prototype, (async () => {})(), function* () {}, async () => {}]",
    ],
    [
      "Intl",
      `Object.getOwnPropertyNames(Intl).map((name) => Intl[name]).filter((one) => typeof one === 'function' && one.prototype)
        .map((type) => { try { return new type('en', { type: 'language', style: 'long' }); } catch { try { return new type('en'); } catch { return null; } } })`,
    ],
    [
      "segments",
      "[new Intl.Segmenter().segment('a'), new Intl.Segmenter().segment('a')[Symbol.iterator](), [...new Intl.Segmenter().segment('a')][0]]",
    ],
    [
      "formatted parts",
      "[new Intl.DateTimeFormat().formatToParts(), new Intl.NumberFormat().formatToParts(1), new Intl.Locale('en').getTimeZones?.() ?? {}]",
    ],
    [
      "matches",
      "['ab'.match(/(?<x>a)/), 'ab'.match(/(?<x>a)/).groups, /a/d.exec('a').indices, new RegExp('a')]",
    ],
    [
      "collections",
      "[new WeakMap(), new WeakSet(), Object.groupBy([1], () => 1), Map.groupBy([1], () => 1), Promise.withResolvers()]",
    ],
    [
      "buffers",
      "[new ArrayBuffer(8), new DataView(new ArrayBuffer(8)), new Uint8Array(8), new Float64Array(1), new Uint8Array(8).entries()]",
    ],
    [
      "errors",
      "[new Error('x'), new AggregateError([]), (() => { try { null.x; } catch (e) { return e; } })(), (() => { try { decodeURI('%'); } catch (e) { return e; } })()]",
    ],
    [
      "the web",
      "[new URL('http://a/?b=1'), new URL('http://a/?b=1').searchParams, new URLSearchParams('a=1').entries(), new TextEncoder(), new TextDecoder(), new TextEncoder().encode('a'), structuredClone(new Map())]",
    ],
    [
      "functions and templates",
      "[() => {}, function () {}, class {}, ((s) => s)`a`, new Proxy({}, {}), (function () { return arguments; })(), (() => {}).bind()]",
    ],
    [
      "the sdk",
      "[sdk, sdk.events, sdk.http, sdk.sleep, sdk.events.emit('a.b'), sdk.events.context(), console, new sdk.RetryAfterError(1)]",
    ],
  ])("%s", async (_name, instances) => {
    const source = `
      const open = [];
      const checked = new Set();
      const check = (object, path) => {
        if (object === null || (typeof object !== "object" && typeof object !== "function") || checked.has(object)) return;
        checked.add(object);
        if (!Object.isFrozen(object)) open.push(path);
        for (const key of Reflect.ownKeys(object)) {
          const { value, get, set } = Object.getOwnPropertyDescriptor(object, key);
          for (const part of [value, get, set]) check(part, path + "." + String(key));
        }
        check(Object.getPrototypeOf(object), path + ".__proto__");
      };
      for (const [n, one] of (${instances}).entries())
        if (one !== null) check(Object.getPrototypeOf(one), n + ".__proto__");
      return [checked.size, open];`;
    const result = await sandbox.runOne({ source, limits: { cpuMs: 5_000 } });
    expect(result.error).toBeNull();
    const [checked, open] = JSON.parse(result.resultJson ?? "null");
    expect(open).toEqual([]);
    expect(checked).toBeGreaterThan(10);
  });
});
