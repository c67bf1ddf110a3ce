// Claimed deliveries that have not started: one line for each script version, tenants taking turns.
// It knows how long each script's runs take and so how many more of them this worker can use.
import { LRUCache } from "lru-cache";
import type { ClaimedDelivery } from "#lib/deliveries/claimed-delivery.ts";
import type { TenantLimits } from "#lib/tenancy/tenant-limits.ts";

export type Work = {
  tenantId: string;
  scriptId: string;
  version: number;
  deliveries: ClaimedDelivery[];
  /** Runs of this work that may be in progress at the same time. */
  slots: number;
};

type Line = { tenantId: string; scriptId: string; version: number; queue: ClaimedDelivery[] };

/** How long a script's runs take (moving averages): from begin to end, and of that in its code. */
type Pace = { tenantId: string; durationMs: number; busyMs: number };

type RunTimes = { durationMs: number; cpuMs: number | null };

/** Whose work it is. */
export type ScriptOwner = { tenantId: string; scriptId: string };

export type BacklogOptions = { children: number; limits: (tenantId: string) => TenantLimits };

const maxBatch = 100;
/** A batch holds its child for about this long, so that others wait no longer. */
const batchMs = 50;
/** Work worth claiming ahead for one script, so that no worker hoards what others could run. */
const aheadMs = 200;
/** Runs that turn out to wait would keep their child for all of a large first batch. */
const unmeasuredBatch = 2;
/** For scripts whose runs have not been measured yet. */
export const unmeasuredCap = 32;
const maxCap = 500;
const shortestMs = 0.01;

export class Backlog {
  readonly #options: BacklogOptions;
  readonly #lines = new Map<string, Line>();
  /** Insertion order is the order of turns. */
  readonly #turns = new Set<string>();
  readonly #running = new Map<string, number>();
  readonly #paces = new LRUCache<string, Pace>({ max: 2_000 });
  #size = 0;

  constructor(options: BacklogOptions) {
    this.#options = options;
  }

  /** Deliveries that wait here. */
  get size(): number {
    return this.#size;
  }

  /** Tenants with deliveries that wait here. */
  tenants(): string[] {
    return [...this.#turns];
  }

  add(deliveries: readonly ClaimedDelivery[]): void {
    for (const delivery of deliveries) {
      this.#lineOf(delivery).queue.push(delivery);
      this.#turns.add(delivery.tenantId);
    }
    this.#size += deliveries.length;
  }

  /** The next work to start, for the tenant whose turn it is; null when nothing may start now. */
  take(idleChildren: number, admits: (script: ScriptOwner) => boolean): Work | null {
    for (const tenantId of this.#turns) {
      const line = this.#startableLine(tenantId, admits);
      if (!line) continue;
      this.#turns.delete(tenantId);
      const work = this.#takeFrom(line, idleChildren);
      if (this.#linesOf(tenantId).length > 0) this.#turns.add(tenantId);
      return work;
    }
    return null;
  }

  /** The work is over: its slots are free again. */
  finish({ tenantId, scriptId, slots }: Work): void {
    this.#count(tenantId, -slots);
    this.#count(scriptId, -slots);
  }

  /** Remembers how long a run of the script took, and how much of that it was busy. */
  measure({ tenantId, scriptId }: ScriptOwner, { durationMs, cpuMs }: RunTimes): void {
    const busyMs = Math.min(durationMs, cpuMs ?? durationMs);
    const known = this.#paces.get(scriptId) ?? { durationMs, busyMs };
    this.#paces.set(scriptId, {
      tenantId,
      durationMs: known.durationMs * 0.9 + durationMs * 0.1,
      busyMs: known.busyMs * 0.9 + busyMs * 0.1,
    });
  }

  /** How many more deliveries of each script this worker can use, for those it knows. */
  caps(): Map<string, number> {
    const queued = new Map<string, number>();
    for (const { scriptId, queue } of this.#lines.values()) {
      queued.set(scriptId, (queued.get(scriptId) ?? 0) + queue.length);
    }
    const caps = new Map<string, number>();
    for (const scriptId of new Set([...this.#paces.keys(), ...queued.keys()])) {
      caps.set(scriptId, Math.max(0, this.#capOf(scriptId) - (queued.get(scriptId) ?? 0)));
    }
    return caps;
  }

  /** Takes everything out, for a drain. */
  empty(): ClaimedDelivery[] {
    const all = [...this.#lines.values()].flatMap(({ queue }) => queue);
    this.#lines.clear();
    this.#turns.clear();
    this.#size = 0;
    return all;
  }

  /** What the children can compute, or what the script's slots let through: the less of both. */
  #capOf(scriptId: string): number {
    const pace = this.#paces.get(scriptId);
    if (!pace) return unmeasuredCap;
    const { runsPerScript } = this.#options.limits(pace.tenantId);
    const computed = (aheadMs * this.#options.children) / Math.max(pace.busyMs, shortestMs);
    const letThrough = (aheadMs * runsPerScript) / Math.max(pace.durationMs, shortestMs);
    return Math.min(maxCap, Math.ceil(Math.min(computed, Math.max(letThrough, runsPerScript))));
  }

  #lineOf({ tenantId, scriptId, version }: ClaimedDelivery): Line {
    const key = `${scriptId}:${version}`;
    const known = this.#lines.get(key);
    if (known) return known;
    const line: Line = { tenantId, scriptId, version, queue: [] };
    this.#lines.set(key, line);
    return line;
  }

  #linesOf(tenantId: string): Line[] {
    return [...this.#lines.values()].filter((line) => line.tenantId === tenantId);
  }

  #startableLine(tenantId: string, admits: (script: ScriptOwner) => boolean): Line | undefined {
    const lines = this.#linesOf(tenantId).filter(
      (line) => this.#freeSlots(line) > 0 && admits(line),
    );
    return lines.sort((a, b) => waitingSince(a) - waitingSince(b))[0];
  }

  #freeSlots({ tenantId, scriptId }: Line): number {
    const limits = this.#options.limits(tenantId);
    const ofScript = limits.runsPerScript - (this.#running.get(scriptId) ?? 0);
    const ofTenant = limits.runsPerTenant - (this.#running.get(tenantId) ?? 0);
    return Math.min(ofScript, ofTenant);
  }

  #takeFrom(line: Line, idleChildren: number): Work {
    const { tenantId, scriptId, version, queue } = line;
    const deliveries = queue.splice(0, this.#batchSize(line, idleChildren));
    this.#size -= deliveries.length;
    if (queue.length === 0) this.#lines.delete(`${scriptId}:${version}`);
    const slots = Math.min(this.#slotShare(line), deliveries.length);
    this.#count(tenantId, slots);
    this.#count(scriptId, slots);
    return { tenantId, scriptId, version, deliveries, slots };
  }

  /** A batch takes its children's share of the script's slots, so that every child can work on it; to wait, one will do. */
  #slotShare(line: Line): number {
    const { runsPerScript } = this.#options.limits(line.tenantId);
    const pace = this.#paces.get(line.scriptId);
    const sharers = pace && isWaiting(pace) ? 1 : this.#options.children;
    const share = Math.max(1, Math.floor(runsPerScript / sharers));
    return Math.min(share, this.#freeSlots(line));
  }

  #batchSize(line: Line, idleChildren: number): number {
    const pace = this.#paces.get(line.scriptId);
    const byTime = pace ? this.#fitting(pace, this.#slotShare(line)) : unmeasuredBatch;
    const byChildren = Math.ceil(line.queue.length / Math.max(1, idleChildren));
    return Math.max(1, Math.min(maxBatch, byTime, byChildren));
  }

  /** Runs that a batch has time for. Those that wait do so side by side, as many as there are slots. */
  #fitting({ durationMs, busyMs }: Pace, slots: number): number {
    const rounds = Math.max(1, Math.floor(batchMs / Math.max(durationMs, shortestMs)));
    return Math.min(slots * rounds, Math.floor(batchMs / Math.max(busyMs, shortestMs)));
  }

  #count(key: string, slots: number): void {
    const running = (this.#running.get(key) ?? 0) + slots;
    if (running > 0) this.#running.set(key, running);
    else this.#running.delete(key);
  }
}

/** Its runs spend most of their time on what they have asked the world for. */
function isWaiting({ durationMs, busyMs }: Pace): boolean {
  return busyMs < durationMs / 4;
}

function waitingSince({ queue }: Line): number {
  return queue[0]?.createdAt.getTime() ?? 0;
}
