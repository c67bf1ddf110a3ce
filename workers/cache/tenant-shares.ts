// How much of its share each tenant has used, as this worker knows it: counted in the database now and then, and kept up to
// date with what this worker writes. So a write costs no count, and no tenant's writes wait for each other; what another
// worker writes between two counts may come on top, at most `recountBytes`.
import { performance } from "node:perf_hooks";
import { cacheLimits } from "#lib/cache/cache-limits.ts";

export type Need = {
  tenantId: string;
  bytes: number;
  /** What the entry that is about to be replaced takes. */
  replaced: () => Promise<number>;
};

export type Written<T> = { value: T; freed: number };

type Share = {
  used: number;
  /** Bytes of writes that are under way. */
  open: number;
  /** Bytes written by this worker since the count. */
  moved: number;
  countedAt: number;
  counting: Promise<void> | null;
};

const recountMs = 10_000;
const recountBytes = cacheLimits.tenantBytes / 10;
/** A tenant that is full is told so for this long before anybody counts again. */
const fullMs = 1_000;
const mostTenants = 10_000;

export class TenantShares {
  readonly #count: (tenantId: string) => Promise<number>;
  readonly #shares = new Map<string, Share>();

  constructor(count: (tenantId: string) => Promise<number>) {
    this.#count = count;
  }

  /** Does `work` if there is room for its bytes; null when there is none. */
  async write<T>(need: Need, work: () => Promise<Written<T>>): Promise<Written<T> | null> {
    const share = await this.#shareOf(need.tenantId);
    if (!hasRoom(share, need.bytes) && !(await this.#makesRoom(share, need))) return null;
    share.open += need.bytes;
    try {
      const written = await work();
      move(share, need.bytes - written.freed);
      return written;
    } finally {
      share.open -= need.bytes;
    }
  }

  freed(tenantId: string, bytes: number): void {
    const share = this.#shares.get(tenantId);
    if (share) move(share, -bytes);
  }

  async #makesRoom(share: Share, { tenantId, bytes, replaced }: Need): Promise<boolean> {
    const more = bytes - (await replaced());
    if (hasRoom(share, more)) return true;
    if (share.moved === 0 && performance.now() - share.countedAt < fullMs) return false;
    await this.#recount(tenantId, share);
    return hasRoom(share, more);
  }

  async #shareOf(tenantId: string): Promise<Share> {
    const share = this.#shares.get(tenantId) ?? this.#begin(tenantId);
    const isOld = performance.now() - share.countedAt > recountMs || share.moved > recountBytes;
    if (isOld) await this.#recount(tenantId, share);
    return share;
  }

  #begin(tenantId: string): Share {
    const [oldest] = this.#shares.keys();
    if (oldest !== undefined && this.#shares.size >= mostTenants) this.#shares.delete(oldest);
    const share: Share = {
      used: 0,
      open: 0,
      moved: 0,
      countedAt: Number.NEGATIVE_INFINITY,
      counting: null,
    };
    this.#shares.set(tenantId, share);
    return share;
  }

  async #recount(tenantId: string, share: Share): Promise<void> {
    share.counting ??= this.#countInto(tenantId, share).finally(() => {
      share.counting = null;
    });
    await share.counting;
  }

  async #countInto(tenantId: string, share: Share): Promise<void> {
    share.used = await this.#count(tenantId);
    share.moved = 0;
    share.countedAt = performance.now();
  }
}

function hasRoom({ used, open }: Share, bytes: number): boolean {
  return used + open + bytes <= cacheLimits.tenantBytes;
}

function move(share: Share, bytes: number): void {
  share.used += bytes;
  share.moved += Math.abs(bytes);
}
