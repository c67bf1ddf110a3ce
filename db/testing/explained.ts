// Runs a read and explains each of its questions: which tables it scanned, and how much it read in vain.
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "#db/client.ts";

export type Scan = {
  table: string;
  kind: string;
  index: string | undefined;
  loops: number;
  /** In all loops. */
  rows: number;
  removed: number;
};

const node = z.looseObject({
  "Node Type": z.string(),
  "Relation Name": z.string().optional(),
  "Index Name": z.string().optional(),
  "Actual Rows": z.number(),
  "Actual Loops": z.number(),
  "Rows Removed by Filter": z.number().default(0),
  "Rows Removed by Index Recheck": z.number().default(0),
  get Plans() {
    return z.array(node).optional();
  },
});
const plan = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.array(z.object({ Plan: node })));
const answer = z.array(z.object({ "QUERY PLAN": plan }));

/** A transaction whose written questions are explained into `scans` before they are asked. */
export function explaining(tx: Tx, scans: Scan[]): Tx {
  return new Proxy(tx, {
    get(target, name, receiver) {
      if (name !== "execute") return Reflect.get(target, name, receiver);
      return async (query: SQL) => {
        const plans = await target.execute(sql`explain (analyze, format json) ${query}`);
        for (const { "QUERY PLAN": found } of answer.parse([...plans])) {
          for (const { Plan } of found) collect(Plan, scans);
        }
        return target.execute(query);
      };
    },
  });
}

function collect(plan: z.output<typeof node>, scans: Scan[]): void {
  const table = plan["Relation Name"];
  const loops = plan["Actual Loops"];
  const removed = plan["Rows Removed by Filter"] + plan["Rows Removed by Index Recheck"];
  if (table !== undefined) {
    scans.push({
      table,
      kind: plan["Node Type"],
      index: plan["Index Name"] ?? plan.Plans?.[0]?.["Index Name"],
      loops,
      rows: Math.round(plan["Actual Rows"] * loops),
      removed: Math.round(removed * loops),
    });
  }
  for (const below of plan.Plans ?? []) collect(below, scans);
}
