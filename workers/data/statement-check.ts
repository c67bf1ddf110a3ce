// Judges statements once: a script's texts are few and come again. Reading a new one takes the worker's own thread, so a
// tenant with always new ones has only a share of it.
import { loadModule } from "libpg-query";
import { LRUCache } from "lru-cache";
import { judgeStatement } from "./judge-statement.ts";

/** Of each second, for one tenant. */
const shareMs = 100;
const maxKeptChars = 8 * 1024 * 1024;

export type StatementCheck = (tenantId: string, text: string) => Promise<string | null>;

export function createStatementCheck(judge = judgeStatement): StatementCheck {
  const verdicts = new LRUCache<string, { problem: string | null }>({
    maxSize: maxKeptChars,
    sizeCalculation: (_verdict, key) => key.length + 64,
  });
  const spent = new LRUCache<string, number>({ max: 10_000, ttl: 1_000 });
  return async (tenantId, text) => {
    const key = `${tenantId} ${text}`;
    const known = verdicts.get(key);
    if (known) return known.problem;
    await loadModule();
    while ((spent.get(tenantId) ?? 0) >= shareMs) await pause(spent.getRemainingTTL(tenantId));
    const begunAt = performance.now();
    const problem = judge(text, tenantId);
    const ms = performance.now() - begunAt;
    spent.set(tenantId, (spent.get(tenantId) ?? 0) + ms, {
      ttl: ttlOf(spent.getRemainingTTL(tenantId)),
    });
    verdicts.set(key, { problem });
    return problem;
  };
}

/** The second a tenant's share is counted in begins with its first new statement. */
function ttlOf(remaining: number): number {
  return remaining > 0 ? remaining : 1_000;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(1, ms)).unref());
}
