import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SandboxSetup, setUpSandbox } from "./testing/sandbox-setup.ts";

const canary = "canary-5f0c2e";
const otherTenants = "canary-of-another-tenant";

let sandbox: SandboxSetup;
beforeAll(async () => {
  process.env["SCRIPTBUS_CANARY"] = canary;
  sandbox = await setUpSandbox();
});
afterAll(async () => {
  await sandbox.pool.stop();
  delete process.env["SCRIPTBUS_CANARY"];
});

/** Follows every property, prototype, symbol and getter from what a script is given, and gives every text it meets. */
const walk = `
  const seen = new Set();
  const texts = new Set();
  const queue = [];
  const add = (value) => {
    if (typeof value === "string") texts.add(value.slice(0, 20_000));
    else if (typeof value === "symbol") texts.add(value.description ?? "");
    else if ((typeof value === "object" && value !== null) || typeof value === "function") {
      if (!seen.has(value) && seen.size < 50_000) { seen.add(value); queue.push(value); }
    }
  };
  const attempt = (action) => { try { add(action()); } catch (thrown) { add(thrown); add(thrown?.stack); } };
  for (const root of roots) add(root);
  while (queue.length > 0) {
    const object = queue.pop();
    attempt(() => Object.getPrototypeOf(object));
    if (typeof object === "function") attempt(() => Function.prototype.toString.call(object));
    let keys = [];
    try { keys = Reflect.ownKeys(object); } catch (thrown) { add(thrown); }
    for (const key of keys) {
      add(typeof key === "symbol" ? key : String(key));
      let descriptor;
      try { descriptor = Reflect.getOwnPropertyDescriptor(object, key); } catch (thrown) { add(thrown); }
      if (!descriptor) continue;
      add(descriptor.value); add(descriptor.get); add(descriptor.set);
      if (descriptor.get) attempt(() => Reflect.get(object, key));
    }
  }`;

/** All texts a script can reach, joined. */
async function reach(
  roots: string,
  tenantId = "tenant-a",
): Promise<{ size: number; text: string }> {
  const source = `const roots = [${roots}];${walk}
    const text = [...texts].join("\\n");
    return { size: seen.size, found: text.match(/canary[\\w-]*|\\/(?:work|tmp|usr|root|home|app)\\/|node:|node_modules|SCRIPTBUS\\w*|postgres(?:ql)?:/g) ?? [] };`;
  const result = await sandbox.runOne({
    source,
    tenantId,
    limits: { cpuMs: 10_000, wallMs: 15_000, resultBytes: 1024 * 1024 },
  });
  expect(result.error).toBeNull();
  const { size, found } = JSON.parse(result.resultJson ?? "null");
  return { size, text: found.join(" ") };
}

describe("nothing a script can reach holds a secret or a trace of the host", () => {
  it.each([
    ["the globals", "globalThis"],
    ["the sdk and the console", "sdk, console"],
    [
      "the objects around its own function",
      "(function () { return this; })(), arguments, new.target",
    ],
    [
      "what errors carry",
      "new Error('x'), (() => { try { null.x } catch (e) { return e; } })(), await sdk.events.emit('no type').catch((e) => e)",
    ],
    ["what promises carry", "Promise.resolve(), sdk.events.emit('a.b'), (async () => {})()"],
    [
      "what functions are made of",
      "Function, (() => {}).constructor, (async () => {}).constructor, (function* () {}).constructor",
    ],
    ["what regular expressions remember", "/x/.exec('x'), RegExp"],
    [
      "the prototypes of every literal",
      "[], {}, '', 1, 1n, true, Symbol.iterator, /x/, new Date(), new Map(), new Uint8Array(1), Intl",
    ],
  ])("%s", async (_name, roots) => {
    const { size, text } = await reach(roots);
    expect(size).toBeGreaterThan(3);
    expect(text).toBe("");
  });

  it("the walk is thorough: it finds a canary that is there", async () => {
    const { text } = await reach(
      "Object.create({ get deep() { return { [Symbol('x')]: ['canary' + '-there'] }; } })",
    );
    expect(text).toContain("canary-there");
  });
});

it("what another tenant's run held in the same child is not reached", async () => {
  await sandbox.runOne({
    source: `globalThis.x = 1; return 1;`,
    tenantId: "tenant-b",
    runs: [{ dataJson: JSON.stringify(otherTenants) }],
  });
  const { text } = await reach("globalThis, sdk, console, new Error('x')");
  expect(text).not.toContain(otherTenants);
});

it("a fresh buffer is empty: memory that others used is not handed out", async () => {
  const fill = `const a = []; for (let i = 0; i < 20; i++) a.push(new Uint8Array(1e6).fill(170)); return a.length;`;
  const look = `
    for (let i = 0; i < 20; i++) if (new Uint8Array(1e6).some((byte) => byte !== 0)) return "dirty";
    return "clean";`;
  await sandbox.runOne({ source: fill, tenantId: "tenant-b", limits: { cpuMs: 3_000 } });
  const result = await sandbox.runOne({ source: look, limits: { cpuMs: 3_000 } });
  expect(result.resultJson).toBe('"clean"');
});
