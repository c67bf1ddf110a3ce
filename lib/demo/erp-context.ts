// What the generators of the demo's ERP share: its random numbers, its clock, its numbering.
import type { DemoEvent } from "./demo-event.ts";
import { createRandom, type Random } from "./random.ts";

export type ErpContext = {
  random: Random;
  /** The ERP's clock: some minutes later at each call, ISO 8601. */
  at: () => string;
  /** A document number, such as `PAY-0017`; another seed has other ones. */
  number: (prefix: string, n: number) => string;
  event: (type: string, data: Record<string, unknown>, subject?: string) => DemoEvent;
};

const firstMinute = Date.parse("2026-01-05T07:00:00Z");

export function createErpContext(seed: number): ErpContext {
  const random = createRandom(seed);
  let minutes = 0;
  let events = 0;
  return {
    random,
    at: () => {
      minutes += random.int(1, 30);
      return new Date(firstMinute + minutes * 60_000).toISOString();
    },
    number: (prefix, n) => `${prefix}-${seed}${String(n).padStart(4, "0")}`,
    event: (type, data, subject) => {
      events += 1;
      const id = `erp-${seed}-${events}`;
      return { id, type, source: "erp", ...(subject ? { subject } : {}), data };
    },
  };
}
