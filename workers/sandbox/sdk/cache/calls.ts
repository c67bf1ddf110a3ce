// sdk.cache on the host's side. A dry run has the same cache with an overlay of its own: it sees what it wrote itself.
import { z } from "zod";
import { cacheLimits } from "#lib/cache/cache-limits.ts";
import type { CacheAnswer, CacheProblem, CacheStore } from "#lib/cache/cache-store.ts";
import { createCacheOverlay } from "#workers/cache/cache-overlay.ts";
import { defineCall } from "../define-call.ts";
import { type HostRun, type SdkCall, SdkError } from "../room.ts";
import { byArgument, keyArgument, ttlArgument, valueArgument } from "./arguments.ts";

type OpenStore = (run: HostRun) => CacheStore;

export function cacheCalls(cache: CacheStore): Readonly<Record<string, SdkCall>> {
  const open: OpenStore = (run) =>
    run.dryRun ? run.keep("cache", () => createCacheOverlay(cache)) : cache;
  return {
    "cache.get": defineGet(open),
    "cache.set": defineSet(open),
    "cache.delete": defineDelete(open),
    "cache.increment": defineIncrement(open),
  };
}

function defineGet(open: OpenStore): SdkCall {
  const usage = "sdk.cache.get(key)";
  return defineCall({
    usage,
    args: z.tuple([keyArgument]),
    target: ([key]) => key,
    perform: async ({ run, args: [key] }) => {
      const json = read(usage, await open(run).get(placeOf(run, key)));
      return json === null ? null : JSON.parse(json);
    },
  });
}

function defineSet(open: OpenStore): SdkCall {
  const usage = "sdk.cache.set(key, value, { ttlSeconds }?)";
  return definedTwice({
    usage,
    args: z.tuple([keyArgument, valueArgument, ttlArgument]),
    act: async (run, [key, json, ttlMs]) =>
      read(usage, await open(run).set(placeOf(run, key), json, ttlMs)),
  });
}

function defineDelete(open: OpenStore): SdkCall {
  const usage = "sdk.cache.delete(key)";
  return definedTwice({
    usage,
    args: z.tuple([keyArgument]),
    act: async (run, [key]) => read(usage, await open(run).delete(placeOf(run, key))),
  });
}

function defineIncrement(open: OpenStore): SdkCall {
  const usage = "sdk.cache.increment(key, by?, { ttlSeconds }?)";
  return definedTwice({
    usage,
    args: z.tuple([keyArgument, byArgument, ttlArgument]),
    act: async (run, [key, by, ttlMs]) =>
      read(usage, await open(run).increment(placeOf(run, key), by, ttlMs)),
  });
}

type Keyed = z.ZodType<[string, ...unknown[]]>;
type Writing<Args extends Keyed> = {
  usage: string;
  args: Args;
  act: (run: HostRun, args: z.output<Args>) => Promise<unknown>;
};

/** Rehearsed, it does the same upon the overlay. */
function definedTwice<Args extends Keyed>({ usage, args, act }: Writing<Args>): SdkCall {
  const perform = (call: { run: HostRun; args: z.output<Args> }) => act(call.run, call.args);
  return defineCall({ usage, args, target: ([key]) => key, perform, rehearse: perform });
}

function placeOf({ script }: HostRun, key: string) {
  return { tenantId: script.tenantId, key };
}

function read<T>(usage: string, answer: CacheAnswer<T>): T {
  if (answer.ok) return answer.value;
  const { name, message } = problems[answer.problem];
  throw new SdkError(name, `${usage}: ${message}`);
}

const megabytes = cacheLimits.tenantBytes / 1024 / 1024;
const problems: Record<CacheProblem, { name: string; message: string }> = {
  full: {
    name: "CacheFullError",
    message: `the cache is full: all entries of a tenant have at most ${megabytes} MB; delete some, or let them end sooner`,
  },
  not_an_integer: { name: "TypeError", message: "the value of this key is not an integer" },
  overflow: { name: "RangeError", message: "the sum would pass 2^53 - 1" },
  away: {
    name: "CacheUnavailableError",
    message: "the cache cannot be reached just now; go on without it, or try again later",
  },
};
