// Subscriptions: which script wakes for which events. Limits are exact because writers of a tenant take turns.
import { and, desc, eq, inArray, lt, ne, type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { subscriptions } from "#db/schema/scripts.ts";
import { compileFilter } from "#lib/filters/compile-filter.ts";
import { warnOfConstant } from "#lib/filters/constant-warning.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import { type Page, type PageRequest, toPage } from "#lib/shared/paging.ts";
import { patternsMatching, patternsOverlap } from "#lib/subscriptions/patterns.ts";
import { checkSubscription, patchSubscription } from "#lib/subscriptions/read-subscription.ts";
import type {
  NewSubscription,
  SavedSubscription,
  Subscription,
  SubscriptionFields,
  SubscriptionPatch,
} from "#lib/subscriptions/subscription-schema.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { appendAudit } from "./audit.ts";
import { cancelQueued } from "./cancel-deliveries.ts";
import { findScript } from "./scripts.ts";
import { bumpSubscriptionVersion, pauseRouting } from "./subscription-version.ts";

type SubscriptionRow = typeof subscriptions.$inferSelect;

const noSuchSubscription = fail("not_found", "There is no such subscription.");

export async function createSubscription(
  tx: Tx,
  actor: Actor,
  input: NewSubscription,
): Promise<Result<SavedSubscription>> {
  const checked = checkSubscription(input);
  if (!checked.ok) return checked;
  await bumpSubscriptionVersion(tx, actor);
  const script = await findScript(tx, actor, input.scriptId);
  if (!script) return fail("not_found", "There is no such script.");
  const full = await refuseWhenFull(tx, actor, input.scriptId);
  if (!full.ok) return full;
  const [row] = await tx
    .insert(subscriptions)
    .values({ ...checked.value, tenantId: actor.tenantId })
    .returning();
  if (!row) throw new Error("the new subscription was not returned");
  await auditSave(tx, actor, { action: "subscription.create", row });
  return succeed(await withWarnings(tx, actor, row));
}

export async function updateSubscription(
  tx: Tx,
  actor: Actor,
  { id, patch }: { id: string; patch: SubscriptionPatch },
): Promise<Result<SavedSubscription>> {
  await bumpSubscriptionVersion(tx, actor);
  const current = await findSubscription(tx, actor, id);
  if (!current) return noSuchSubscription;
  const patched = patchSubscription(toInput(current), patch);
  if (!patched.ok) return patched;
  const [row] = await tx
    .update(subscriptions)
    .set({ ...patched.value, updatedAt: sql`now()` })
    .where(isSubscription(actor, id))
    .returning();
  if (!row) throw new Error("the changed subscription was not returned");
  await auditSave(tx, actor, { action: "subscription.update", row });
  return succeed(await withWarnings(tx, actor, row));
}

/** Its queued deliveries are cancelled; open letters stay (decision 21). */
export async function deleteSubscription(tx: Tx, actor: Actor, id: string): Promise<Result<null>> {
  await pauseRouting(tx, actor);
  await bumpSubscriptionVersion(tx, actor);
  const [row] = await tx.delete(subscriptions).where(isSubscription(actor, id)).returning();
  if (!row) return noSuchSubscription;
  await cancelQueued(tx, actor, { subscriptionId: id, why: "The subscription was deleted" });
  await auditSave(tx, actor, { action: "subscription.delete", row });
  return succeed(null);
}

export async function getSubscription(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<Result<Subscription>> {
  const row = await findSubscription(tx, actor, id);
  return row ? succeed(toSubscription(row)) : noSuchSubscription;
}

/** Null when there is none or it belongs to another tenant. */
async function findSubscription(tx: Tx, actor: Actor, id: string): Promise<SubscriptionRow | null> {
  const [row] = await tx.select().from(subscriptions).where(isSubscription(actor, id));
  return row ?? null;
}

/** As `findSubscription`, and it cannot be deleted before the transaction ends. */
export async function holdSubscription(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<SubscriptionRow | null> {
  const [row] = await tx
    .select()
    .from(subscriptions)
    .where(isSubscription(actor, id))
    .for("key share");
  return row ?? null;
}

/** `eventType` keeps those that would match that type. */
export async function listSubscriptions(
  tx: Tx,
  actor: Actor,
  query: PageRequest & { scriptId?: string | undefined; eventType?: string | undefined },
): Promise<Page<Subscription>> {
  const { scriptId, eventType, cursor, limit } = query;
  const rows = await tx
    .select()
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.tenantId, actor.tenantId),
        scriptId ? eq(subscriptions.scriptId, scriptId) : undefined,
        eventType ? inArray(subscriptions.eventType, patternsMatching(eventType)) : undefined,
        cursor ? lt(subscriptions.id, cursor) : undefined,
      ),
    )
    .orderBy(desc(subscriptions.id))
    .limit(limit + 1);
  return toPage(rows, query, { key: (row) => row.id, item: toSubscription });
}

function isSubscription(actor: Actor, id: string): SQL | undefined {
  return and(eq(subscriptions.tenantId, actor.tenantId), eq(subscriptions.id, id));
}

async function refuseWhenFull(tx: Tx, actor: Actor, scriptId: string): Promise<Result<null>> {
  const ofTenant = eq(subscriptions.tenantId, actor.tenantId);
  const { subscriptionsPerScript, subscriptionsPerTenant } = actor.limits;
  const inScript = await tx.$count(
    subscriptions,
    and(ofTenant, eq(subscriptions.scriptId, scriptId)),
  );
  if (inScript >= subscriptionsPerScript) {
    return fail("conflict", `A script has at most ${subscriptionsPerScript} subscriptions.`);
  }
  const inTenant = await tx.$count(subscriptions, ofTenant);
  if (inTenant >= subscriptionsPerTenant) {
    return fail("conflict", `A tenant has at most ${subscriptionsPerTenant} subscriptions.`);
  }
  return succeed(null);
}

/** What is allowed, but seldom meant: two deliveries of one event (decision 13), a filter that reads nothing of it. */
async function withWarnings(
  tx: Tx,
  actor: Actor,
  row: SubscriptionRow,
): Promise<SavedSubscription> {
  const siblings = await tx
    .select({ id: subscriptions.id, eventType: subscriptions.eventType })
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.tenantId, actor.tenantId),
        eq(subscriptions.scriptId, row.scriptId),
        ne(subscriptions.id, row.id),
      ),
    );
  const overlaps = siblings
    .filter((sibling) => patternsOverlap(sibling.eventType, row.eventType))
    .map(
      ({ id, eventType }) =>
        `Subscription ${id} of the same script (${eventType}) matches the same events: the script runs for both.`,
    );
  return { ...toSubscription(row), warnings: [...overlaps, ...warningsOfFilter(row.filter)] };
}

function warningsOfFilter(filter: string | null): string[] {
  const compiled = filter === null ? null : compileFilter(filter);
  const warning = compiled?.ok ? warnOfConstant(compiled.filter) : undefined;
  return warning === undefined ? [] : [warning];
}

async function auditSave(
  tx: Tx,
  actor: Actor,
  { action, row }: { action: string; row: SubscriptionRow },
): Promise<void> {
  const details = toInput(row);
  await appendAudit(tx, actor, { action, target: `subscription ${row.id}`, details });
}

/** The fields a person sets, without what the database adds. */
function toInput(row: SubscriptionRow): SubscriptionFields {
  const { scriptId, eventType, filter, priority, retryCount } = row;
  const { backoff, breaker, orderingKey, onLoop, active } = row;
  return {
    scriptId,
    eventType,
    filter,
    priority,
    retryCount,
    backoff,
    breaker,
    orderingKey,
    onLoop,
    active,
  };
}

function toSubscription(row: SubscriptionRow): Subscription {
  return {
    id: row.id,
    ...toInput(row),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
