// What a console request passes before its work, whichever door it comes through: own page, session, role, rate.
import type { Failure, Result } from "#lib/shared/failure.ts";
import type { Scope } from "#lib/tenancy/actor.ts";
import type { Trace } from "./observe.ts";
import { limitManagement, limitRate } from "./rate-limit.ts";
import { foreignOrigin, isFromOwnPage, isNotFromAnotherSite } from "./same-origin.ts";
import { admitPerson, type Session } from "./session.ts";

/** Of one person in a minute: several open pages that look every two seconds stay far below. */
const readsAMinute = 3_000;

export type Admission = { headers: Headers; scope: Scope; trace: Trace; isRead: boolean };

export async function admit({
  headers,
  scope,
  trace,
  isRead,
}: Admission): Promise<Result<Session>> {
  const isOwn = isRead ? isNotFromAnotherSite(headers) : isFromOwnPage(headers);
  if (!isOwn) return { ok: false, failure: foreignOrigin };
  const session = await admitPerson(headers, scope);
  if (!session.ok) return session;
  const { actor } = session.value;
  trace.tenantId = actor.tenantId;
  trace.userId = actor.id;
  const refusal = isRead ? await limitReads(actor.id) : await limitManagement(actor);
  return refusal ? { ok: false, failure: refusal } : session;
}

function limitReads(userId: string): Promise<Failure | null> {
  return limitRate({ name: "reads", key: userId, points: readsAMinute, seconds: 60, cost: 1 });
}
