// Everybody who looks at a tenant's overview shares one look at the database. The longer it took, the longer it is kept:
// a look costs at most a tenth of one connection, and who waits for somebody else's look holds none.
import { readOverview } from "#db/repositories/overview.ts";
import type { Overview } from "#lib/overview/overview.ts";
import { type Result, succeed } from "#lib/shared/failure.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { inTransaction } from "./transaction.ts";

type Look = { overview: Promise<Result<Overview>>; keptUntil: number };

const keptMs = { least: 500, perMsOfWork: 10 };
const mostTenants = 1_000;

// Next may load this module more than once; pages and live reads must share one look.
const shared = globalThis as typeof globalThis & { scriptbusOverviews?: Map<string, Look> };

export function recentOverview(actor: Actor): Promise<Result<Overview>> {
  shared.scriptbusOverviews ??= new Map();
  const looks = shared.scriptbusOverviews;
  const known = looks.get(actor.tenantId);
  if (known && performance.now() < known.keptUntil) return known.overview;
  if (looks.size >= mostTenants) looks.clear();
  const overview = inTransaction(actor, async (tx) => succeed(await readOverview(tx, actor)));
  const look: Look = { overview, keptUntil: Number.POSITIVE_INFINITY };
  looks.set(actor.tenantId, look);
  const begunAt = performance.now();
  overview.then(
    () => {
      const tookMs = performance.now() - begunAt;
      look.keptUntil = begunAt + Math.max(keptMs.least, tookMs * keptMs.perMsOfWork);
    },
    () => looks.delete(actor.tenantId),
  );
  return overview;
}
