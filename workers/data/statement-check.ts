// Judges statements once: a script's texts are few and come again. Reading a new one takes the worker's own thread, so a
// tenant with always new ones has only a share of it.
import { loadModule } from "libpg-query";
import { LRUCache } from "lru-cache";
import { judgeStatement } from "./judge-statement.ts";

/** Of each second, for one tenant. */
const shareMs = 100;
const secondMs = 1_000;
const maxKeptChars = 8 * 1024 * 1024;

export type StatementCheck = (tenantId: string, text: string) => Promise<string | null>;

export function createStatementCheck(judge = judgeStatement): StatementCheck {
  const verdicts = new LRUCache<string, { problem: string | null }>({
    maxSize: maxKeptChars,
    sizeCalculation: (_verdict, key) => key.length + 64,
  });
  const shares = new LRUCache<string, Share>({ max: 10_000 });
  return async (tenantId, text) => {
    const key = `${tenantId} ${text}`;
    const known = verdicts.get(key);
    if (known) return known.problem;
    await loadModule();
    const share = await openShare(shares, tenantId);
    const begunAt = performance.now();
    const problem = judge(text, tenantId);
    share.ms += performance.now() - begunAt;
    verdicts.set(key, { problem });
    return problem;
  };
}

/** What a tenant has had of the second that began with its first new text. */
type Share = { begunAt: number; ms: number };

/** Resolves when the tenant has some of its share left. */
async function openShare(shares: LRUCache<string, Share>, tenantId: string): Promise<Share> {
  for (;;) {
    const now = performance.now();
    const share = shares.get(tenantId);
    if (!share || now - share.begunAt >= secondMs) {
      const fresh = { begunAt: now, ms: 0 };
      shares.set(tenantId, fresh);
      return fresh;
    }
    if (share.ms < shareMs) return share;
    await pause(share.begunAt + secondMs - now);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.ceil(ms)));
}
