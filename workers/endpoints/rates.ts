// How often each endpoint is called: so many requests in a second, and no more at once than that.
import { LRUCache } from "lru-cache";

type Bucket = { left: number; at: number };

export class Rates {
  readonly #buckets = new LRUCache<string, Bucket>({ max: 10_000 });
  readonly #now: () => number;

  /** `now` is monotonic, in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** 0 when the request may go on, else the seconds after which one may. */
  take(key: string, perSecond: number): number {
    const now = this.#now();
    const bucket = this.#buckets.get(key) ?? { left: perSecond, at: now };
    const left = Math.min(perSecond, bucket.left + ((now - bucket.at) / 1_000) * perSecond);
    const isFree = left >= 1;
    this.#buckets.set(key, { left: isFree ? left - 1 : left, at: now });
    return isFree ? 0 : Math.ceil((1 - left) / perSecond);
  }
}
