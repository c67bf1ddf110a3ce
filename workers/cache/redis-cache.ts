// sdk.cache in Redis, which is used when REDIS_URL is set. While it is away every call is answered so within two seconds, and
// the connection comes back by itself.
import { createClient, ErrorReply } from "@redis/client";
import { cacheLimits } from "#lib/cache/cache-limits.ts";
import type { CacheAnswer, CacheKey, CacheProblem, CacheStore } from "#lib/cache/cache-store.ts";
import { entrySize, numberSize } from "#lib/cache/entry-size.ts";
import { deleteScript, incrementScript, setScript } from "./redis-scripts.ts";

export type RedisCacheOptions = {
  url: string;
  log: { info: (message: string) => void; warn: (fields: object, message: string) => void };
};

export type RedisCache = CacheStore & { close: () => void };

type Client = ReturnType<typeof openClient>;
type Script = { script: string; at: CacheKey; args: readonly (string | number)[] };

const longestRestMs = 2_000;
const away = { ok: false, problem: "away" } as const;
const problems: readonly string[] = ["full", "not_an_integer", "overflow"] satisfies CacheProblem[];

export function createRedisCache({ url, log }: RedisCacheOptions): RedisCache {
  const client = openClient(url);
  watch(client, log);
  return {
    get: (at) =>
      answerOf(
        () => client.get(entryName(at)),
        (json) => json,
      ),
    set: (at, json, ttlMs) => {
      const args = [json, ttlMs, entrySize(at.key, json)];
      return run(client, { script: setScript, at, args }, () => null);
    },
    delete: (at) => run(client, { script: deleteScript, at, args: [] }, (count) => count === "1"),
    increment: (at, by, ttlMs) => {
      const args = [by, ttlMs, numberSize(at.key)];
      return run(client, { script: incrementScript, at, args }, Number);
    },
    close: () => client.destroy(),
  };
}

function openClient(url: string) {
  return createClient({
    url,
    disableOfflineQueue: true,
    maintNotifications: "disabled",
    commandsQueueMaxLength: 10_000,
    socket: {
      connectTimeout: cacheLimits.answerMs,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** Math.min(retries, 10), longestRestMs),
    },
  });
}

/** One line when it goes away, one when it is back. */
function watch(client: Client, log: RedisCacheOptions["log"]): void {
  let isAway = false;
  client.on("error", (error: Error) => {
    if (!isAway) log.warn({ reason: error.message }, "the cache's Redis cannot be reached");
    isAway = true;
  });
  client.on("ready", () => {
    if (isAway) log.info("the cache's Redis is back");
    isAway = false;
  });
  // What goes wrong here is told by "error", too.
  client.connect().catch(() => {});
}

function run<T>(
  client: Client,
  { script, at, args }: Script,
  read: (answer: string) => T,
): Promise<CacheAnswer<T>> {
  const keys = [entryName(at), `${prefix(at)}:ends`, `${prefix(at)}:sizes`];
  const call = () => client.eval(script, { keys, arguments: [at.key, ...args.map(String)] });
  return answerOf(call, (answer) => read(String(answer)));
}

/** A client that is not connected rejects at once. */
async function answerOf<R, T>(
  call: () => Promise<R>,
  read: (answer: R) => T,
): Promise<CacheAnswer<T>> {
  try {
    const answer = await within(cacheLimits.answerMs, call());
    if (typeof answer === "string" && problems.includes(answer)) {
      return { ok: false, problem: answer as CacheProblem };
    }
    return { ok: true, value: read(answer) };
  } catch (error) {
    // An answer that is an error is a fault; no answer is not.
    if (error instanceof ErrorReply) throw error;
    return away;
  }
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** The id has no character that could end it; in a cluster the braces keep a tenant's keys together. */
function prefix({ tenantId }: CacheKey): string {
  return `scriptbus:cache:{${tenantId}}`;
}

function entryName(at: CacheKey): string {
  return `${prefix(at)}:entry:${at.key}`;
}
