// What a run did through the sdk, as it is kept: ordered, bounded, without secrets, whichever call it was.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { CacheStore } from "#lib/cache/cache-store.ts";
import { type Effect, effectLimits } from "#lib/executions/effect.ts";
import { defaultRunLimits } from "#lib/executions/run-limits.ts";
import { createCacheOverlay } from "#workers/cache/cache-overlay.ts";
import { createEgress, type Egress } from "#workers/egress/egress.ts";
import { namespaces } from "./sdk/namespaces.ts";
import { type SandboxSetup, setUpSandbox } from "./testing/sandbox-setup.ts";

const secret = "k3y-that-nobody-sees";
const emptyStore: CacheStore = {
  get: async () => ({ ok: true, value: null }),
  set: async () => ({ ok: true, value: null }),
  delete: async () => ({ ok: true, value: false }),
  increment: async (_at, by) => ({ ok: true, value: by }),
};

let server: Server;
let egress: Egress;
let sandbox: SandboxSetup;
let url: string;
let asked: string[] = [];
let sent: unknown[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (request.url === "/slow") return;
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ echo: request.headers["x-key"] ?? null }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  url = `http://${host}`;
  egress = createEgress({
    allowedHosts: async () => null,
    privateHosts: { allowed: new Set([host]), addresses: new Map() },
  });
  sandbox = await setUpSandbox({
    services: {
      egress,
      // An overlay over nothing is a whole store.
      cache: createCacheOverlay(emptyStore),
      secrets: { read: async (_tenantId, name) => (name === "KEY" ? secret : null) },
      sms: {
        send: async ({ message }) => {
          sent.push(message);
          return { state: "accepted", id: "sms-1" };
        },
      },
      subscriptions: { subscribe: async () => ({ ok: true, value: "subscription-1" }) },
    },
  });
});
afterEach(async () => {
  asked = [];
  sent = [];
  await sandbox.expectAlive();
});
afterAll(async () => {
  await sandbox.pool.stop();
  await egress.close();
  server.closeAllConnections();
  server.close();
});

type Call = { source: () => string; target: () => string; kind: string; answer?: unknown };

/** Every call that leaves the isolate, once. */
const calls: readonly Call[] = [
  { kind: "events.emit", source: () => 'events.emit("a.b", { n: 1 })', target: () => "a.b" },
  {
    kind: "events.subscribe",
    source: () => 'events.subscribe("a.*")',
    target: () => "a.*",
    answer: "subscription-1",
  },
  { kind: "http.get", source: () => `http.get("${url}/a?b=1")`, target: () => `${url}/a?b=…` },
  { kind: "http.post", source: () => `http.post("${url}/a", { n: 1 })`, target: () => `${url}/a` },
  { kind: "http.put", source: () => `http.put("${url}/a", "text")`, target: () => `${url}/a` },
  { kind: "http.patch", source: () => `http.patch("${url}/a", {})`, target: () => `${url}/a` },
  { kind: "http.delete", source: () => `http.delete("${url}/a")`, target: () => `${url}/a` },
  {
    kind: "http.head",
    source: () => `http.request("${url}/a", null, { method: "HEAD" })`,
    target: () => `${url}/a`,
  },
  {
    kind: "http.options",
    source: () => `http.request("${url}/a", null, { method: "OPTIONS" })`,
    target: () => `${url}/a`,
  },
  { kind: "cache.set", source: () => 'cache.set("k", 1)', target: () => "k" },
  { kind: "cache.get", source: () => 'cache.get("k")', target: () => "k", answer: 1 },
  { kind: "cache.increment", source: () => 'cache.increment("k")', target: () => "k", answer: 2 },
  { kind: "cache.delete", source: () => 'cache.delete("k")', target: () => "k", answer: true },
  {
    kind: "sms.send",
    source: () => 'sms.send({ to: "+4917012345678", message: "Hello" })',
    target: () => "+49*********78",
    answer: { id: "sms-1" },
  },
  { kind: "secrets.get", source: () => 'secrets.get("KEY")', target: () => "KEY", answer: "***" },
  { kind: "crypto.hash", source: () => 'crypto.hash("sha256", "x")', target: () => "sha256" },
  { kind: "crypto.hmac", source: () => 'crypto.hmac("sha1", "k", "x")', target: () => "sha1" },
  {
    kind: "crypto.timingSafeEqual",
    source: () => 'crypto.timingSafeEqual("a", "b")',
    target: () => "two values",
    answer: false,
  },
  { kind: "crypto.randomUUID", source: () => "crypto.randomUUID()", target: () => "UUID" },
  { kind: "sleep", source: () => "sleep(1)", target: () => "1 ms" },
];

const all = (how = (call: string) => `await sdk.${call};`) =>
  calls.map(({ source }) => how(source())).join("\n");

async function effectsOf(source: string, more: { dryRun?: boolean } = {}): Promise<Effect[]> {
  const { effects, error } = await sandbox.runOne({
    source,
    kind: "http_endpoint",
    runs: [{ dryRun: more.dryRun ?? false }],
  });
  if (error) throw new Error(`${error.name}: ${error.message}`);
  return effects;
}

describe("every call", () => {
  test("of every namespace that leaves the isolate is tried here", () => {
    const tried = new Set(calls.map(({ kind }) => kind.split(".")[0]));
    const local = ["log", "limits", "request"];
    /** It needs a database: sdk/db/db.db.test.ts. */
    const elsewhere = ["db"];
    expect([...tried, ...local, ...elsewhere].sort()).toEqual([...namespaces].sort());
  });

  test("leaves one effect, in its order, with its target, its answer and its size", async () => {
    const effects = await effectsOf(all());
    expect(effects.map(({ seq, kind, target, ok }) => [seq, kind, target, ok])).toEqual(
      calls.map(({ kind, target }, n) => [n + 1, kind, target(), true]),
    );
    for (const [n, { answer }] of calls.entries()) {
      const { result, ms, bytes, error, dry } = effects[n] ?? {};
      if (answer !== undefined) expect(JSON.parse(result ?? "null")).toEqual(answer);
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(bytes).toBeGreaterThan(0);
      expect([error, dry]).toEqual([undefined, undefined]);
    }
  });

  test("is in the order of the calls, not of the answers", async () => {
    const effects = await effectsOf(
      "await Promise.all([sdk.sleep(60), sdk.sleep(1), sdk.sleep(30), sdk.crypto.randomUUID()]);",
    );
    expect(effects.map(({ seq, target }) => [seq, target])).toEqual([
      [1, "60 ms"],
      [2, "1 ms"],
      [3, "30 ms"],
      [4, "UUID"],
    ]);
  });

  test("of a dry run is kept the same way, and those that change something are marked", async () => {
    const effects = await effectsOf(all(), { dryRun: true });
    expect(effects.map(({ kind, target }) => [kind, target])).toEqual(
      calls.map(({ kind, target }) => [kind, target()]),
    );
    expect(effects.filter(({ dry }) => dry).map(({ kind }) => kind)).toEqual([
      "events.emit",
      "events.subscribe",
      "http.post",
      "http.put",
      "http.patch",
      "http.delete",
      "cache.set",
      "cache.increment",
      "cache.delete",
      "sms.send",
    ]);
    expect(sent).toEqual([]);
    expect(asked.map((line) => line.split(" ")[0])).toEqual(["GET", "HEAD", "OPTIONS"]);
  });

  test("with wrong arguments leaves an effect with what the script was told", async () => {
    const wrong = calls
      .map(({ kind }) => kind)
      .filter((kind) => !/randomUUID|head|options/.test(kind));
    const source = wrong.map(
      (kind) => `await sdk.${kind}(Object.create(null), 1).catch(() => {});`,
    );
    const effects = await effectsOf(source.join("\n"));
    expect(effects.map(({ kind }) => kind)).toEqual(wrong);
    for (const { ok, error } of effects) {
      expect(ok).toBe(false);
      expect(error).toMatch(/^TypeError: sdk\.[\w.]+\(.*\): ./);
    }
  });

  test("that was under way when the run ended says so", async () => {
    const { effects, outcome } = await sandbox.runOne({
      source: `sdk.http.get("${url}/slow"); sdk.sleep(30_000); await sdk.sleep(20); return 1;`,
    });
    expect(outcome).toBe("succeeded");
    expect(effects.map(({ kind, ok, error }) => [kind, ok, error ?? null])).toEqual([
      ["http.get", false, "the run ended before this call was answered"],
      ["sleep", false, "the run ended before this call was answered"],
      ["sleep", true, null],
    ]);
  });
});

describe("what is kept", () => {
  test("is bounded: targets, answers and errors are cut, wherever that is", async () => {
    const long = "k".repeat(200);
    const effects = await effectsOf(`
      await sdk.cache.set("${long}", "😀".repeat(10_000));
      await sdk.cache.get("${long}");
      await sdk.http.get("${url}/${"p".repeat(2_000)}");
      await sdk.events.subscribe("a.b", "$.${"n".repeat(3_000)} >").catch(() => {});`);
    for (const { target, result = "", error = "" } of effects) {
      expect(target.length).toBeLessThanOrEqual(effectLimits.target);
      expect(result.length).toBeLessThanOrEqual(effectLimits.result);
      expect(error.length).toBeLessThanOrEqual(effectLimits.error);
      expect([target, result, error].every((text) => text.isWellFormed())).toBe(true);
    }
    expect(effects[1]?.result).toMatch(/…$/);
    expect(effects[2]?.target).toMatch(/…$/);
  });

  test("is never more than the calls a run may make, and ends with the one too many", async () => {
    const most = defaultRunLimits.sdkCalls;
    const { effects, outcome } = await sandbox.runOne(
      "for (;;) { try { await sdk.cache.get('k'); } catch {} }",
    );
    expect(outcome).toBe("limit_exceeded");
    expect(effects.length).toBeGreaterThanOrEqual(most);
    expect(effects.length).toBeLessThanOrEqual(most + 1);
  });

  test("has no secret in it, whatever call it went through", async () => {
    const { effects, logs, error, resultJson } = await sandbox.runOne({
      kind: "http_endpoint",
      source: `
        const key = await sdk.secrets.get("KEY");
        const quiet = () => {};
        await sdk.http.get(${JSON.stringify(url)} + "/" + key + "?key=" + key, { headers: { "x-key": key } });
        await sdk.http.post("ftp://user:" + key + "@host/", key).catch(quiet);
        await sdk.cache.set(key, key);
        await sdk.cache.get(key);
        await sdk.sms.send({ to: key, message: key }).catch(quiet);
        await sdk.events.emit("a.b", { key }, { [key]: 1 }).catch(quiet);
        await sdk.events.subscribe("a.b", "$.key == '" + key + "' >").catch(quiet);
        await sdk.crypto.hmac("sha256", key, key);
        await sdk.crypto.hash(key, key).catch(quiet);
        await sdk.secrets.get(key).catch(quiet);
        sdk.log.info(key, { key });
        throw new Error("broken: " + key);`,
    });
    const kept = JSON.stringify({ effects, logs, error, resultJson });
    expect(effects).toHaveLength(11);
    expect(kept).not.toContain(secret);
    expect(kept).not.toContain(Buffer.from(secret).toString("base64").slice(0, 24));
    expect(asked).toEqual([`GET /${secret}?key=${secret}`]);
  });
});
