// What the router may lease to this worker as it fans out, so that a delivery that can start at once skips the buffer.
// A script with older deliveries in the buffer is offered nothing: age decides, not the way.
import type { LeaseOffer } from "#db/repositories/fan-out.ts";
import type { ClaimedDelivery } from "#lib/deliveries/claimed-delivery.ts";

export type Leasing = {
  /** Deliveries that could be taken now. */
  room: () => number;
  /** Asks to be woken when there is room. */
  wantRoom: () => void;
  offer: () => LeaseOffer;
  /** The fan-out has committed: these are this worker's. */
  accept: (leased: readonly ClaimedDelivery[]) => Promise<void>;
  /** The fan-out failed and may have committed all the same. */
  doubt: () => void;
};

/** Scripts that may have older deliveries in the buffer, learned from what routing left there and claims brought. */
export class BufferedScripts {
  readonly #scripts = new Set<string>();
  /** Until a claim has shown otherwise, anything may be waiting. */
  #isUnknown = true;

  has(scriptId: string): boolean {
    return this.#isUnknown || this.#scripts.has(scriptId);
  }

  /** True when the buffer may hold something this worker could claim. */
  some(): boolean {
    return this.#isUnknown || this.#scripts.size > 0;
  }

  add(scriptId: string): void {
    this.#scripts.add(scriptId);
  }

  /** A claim of any tenant that was not cut short by its limit: a script that got less than it might has no more. */
  learn(claimed: readonly ClaimedDelivery[], capOf: (scriptId: string) => number): void {
    this.#isUnknown = false;
    const counts = new Map<string, number>();
    for (const { scriptId } of claimed) counts.set(scriptId, (counts.get(scriptId) ?? 0) + 1);
    for (const scriptId of new Set([...this.#scripts, ...counts.keys()])) {
      if ((counts.get(scriptId) ?? 0) < capOf(scriptId)) this.#scripts.delete(scriptId);
      else this.#scripts.add(scriptId);
    }
  }
}

export type OfferInput = {
  workerId: string;
  room: number;
  buffered: BufferedScripts;
  /** How many more of each script this worker can use. */
  caps: Map<string, number>;
  defaultCap: number;
};

export function createOffer({
  workerId,
  room,
  buffered,
  caps,
  defaultCap,
}: OfferInput): LeaseOffer {
  let left = room;
  return {
    workerId,
    take: (scriptId) => {
      const cap = caps.get(scriptId) ?? defaultCap;
      if (left <= 0 || cap <= 0 || buffered.has(scriptId)) {
        buffered.add(scriptId);
        return false;
      }
      caps.set(scriptId, cap - 1);
      left -= 1;
      return true;
    },
  };
}
