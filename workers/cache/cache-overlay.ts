// A cache for a dry run: it reads through to the real one, and keeps what is written to itself.
import { performance } from "node:perf_hooks";
import { addToJson } from "#lib/cache/add-to-json.ts";
import type { CacheAnswer, CacheKey, CacheStore } from "#lib/cache/cache-store.ts";

/** `json` is null when it was deleted. */
type Written = { json: string | null; endsAt: number };
type Overlay = { real: CacheStore; written: Map<string, Written> };

export function createCacheOverlay(real: CacheStore): CacheStore {
  const overlay: Overlay = { real, written: new Map() };
  return {
    get: (at) => read(overlay, at),
    set: async (at, json, ttlMs) => {
      write(overlay, at, { json, endsAt: performance.now() + ttlMs });
      return { ok: true, value: null };
    },
    delete: async (at) => {
      const found = await read(overlay, at);
      if (!found.ok) return found;
      write(overlay, at, { json: null, endsAt: Number.POSITIVE_INFINITY });
      return { ok: true, value: found.value !== null };
    },
    increment: (at, by, ttlMs) => increment(overlay, at, { by, ttlMs }),
  };
}

async function increment(
  overlay: Overlay,
  at: CacheKey,
  { by, ttlMs }: { by: number; ttlMs: number },
): Promise<CacheAnswer<number>> {
  const real = await read(overlay, at);
  if (!real.ok) return real;
  // Another call may have written while this one waited; from here on nothing waits.
  const own = find(overlay, at);
  const json = own ? own.json : real.value;
  const sum = addToJson(json, by);
  if (!sum.ok) return sum;
  const isNew = json === null || !own;
  const endsAt = isNew ? performance.now() + ttlMs : own.endsAt;
  write(overlay, at, { json: String(sum.value), endsAt });
  return sum;
}

async function read(overlay: Overlay, at: CacheKey): Promise<CacheAnswer<string | null>> {
  const own = find(overlay, at);
  return own ? { ok: true, value: own.json } : overlay.real.get(at);
}

function find({ written }: Overlay, at: CacheKey): Written | undefined {
  const own = written.get(nameOf(at));
  if (own && own.endsAt <= performance.now()) own.json = null;
  return own;
}

function write({ written }: Overlay, at: CacheKey, value: Written): void {
  written.set(nameOf(at), value);
}

function nameOf({ tenantId, key }: CacheKey): string {
  return `${tenantId} ${key}`;
}
