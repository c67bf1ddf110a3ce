// A script subscribes itself (sdk.events.subscribe): one subscription for a type and a filter, however often it asks.
import { and, asc, eq, sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { subscriptions } from "#db/schema/scripts.ts";
import { compileFilter } from "#lib/filters/compile-filter.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import {
  newSubscriptionSchema,
  type SubscriptionPatch,
} from "#lib/subscriptions/subscription-schema.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { systemActor } from "#lib/tenancy/system-actor.ts";
import { type TenantLimits, tenantLimits } from "#lib/tenancy/tenant-limits.ts";
import { findScript } from "./scripts.ts";
import { createSubscription, updateSubscription } from "./subscriptions.ts";

/** `options` are those that the script named. */
export type ScriptSubscription = {
  tenantId: string;
  scriptId: string;
  eventType: string;
  filter: string | null;
  options: SubscriptionPatch;
};

type SubscriptionRow = typeof subscriptions.$inferSelect;

/** Succeeds with the subscription's id. What a person switched off stays off; options that are not named stay. */
export function subscribeFromScript(
  db: Database,
  wanted: ScriptSubscription,
): Promise<Result<string>> {
  return db.transaction(async (tx) => {
    const known = await findSame(tx, wanted);
    // Endpoints may ask with every request: those that change nothing wait for nobody.
    if (known && hasOptions(known, wanted.options)) return succeed(known.id);
    return writeInTurn(tx, wanted);
  });
}

async function writeInTurn(tx: Tx, wanted: ScriptSubscription): Promise<Result<string>> {
  const limits = await takeTurn(tx, wanted.tenantId);
  const script = await findScript(tx, systemActor("a script", wanted.tenantId), wanted.scriptId);
  if (!script) return fail("not_found", "This script was deleted.");
  const actor: Actor = {
    ...systemActor(`script "${script.name}"`, wanted.tenantId),
    id: script.id,
    limits,
  };
  const known = await findSame(tx, wanted);
  if (!known) return create(tx, actor, wanted);
  if (hasOptions(known, wanted.options)) return succeed(known.id);
  return idOf(await updateSubscription(tx, actor, { id: known.id, patch: wanted.options }));
}

/** Until the transaction ends nobody else writes subscriptions of the tenant: two first calls make one subscription. */
async function takeTurn(tx: Tx, tenantId: string): Promise<TenantLimits> {
  const [row] = await tx.execute<{ limits: Partial<TenantLimits> }>(
    sql`select limits from tenants where id = ${tenantId} for no key update`,
  );
  return tenantLimits(row?.limits ?? {});
}

async function create(
  tx: Tx,
  actor: Actor,
  { scriptId, eventType, filter, options }: ScriptSubscription,
): Promise<Result<string>> {
  const input = newSubscriptionSchema.parse({ ...options, scriptId, eventType, filter });
  return idOf(await createSubscription(tx, actor, input));
}

function idOf(saved: Result<{ id: string }>): Result<string> {
  return saved.ok ? succeed(saved.value.id) : saved;
}

/** Filters are the same when they mean the same: both forms of one filter, whatever its spaces. */
async function findSame(tx: Tx, wanted: ScriptSubscription): Promise<SubscriptionRow | null> {
  const rows = await tx
    .select()
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.tenantId, wanted.tenantId),
        eq(subscriptions.scriptId, wanted.scriptId),
        eq(subscriptions.eventType, wanted.eventType),
      ),
    )
    .orderBy(asc(subscriptions.id));
  const meaning = meaningOf(wanted.filter);
  return (
    rows.find(({ filter }) => filter === wanted.filter || meaningOf(filter) === meaning) ?? null
  );
}

function meaningOf(filter: string | null): string | null {
  const compiled = filter === null ? null : compileFilter(filter);
  return compiled?.ok ? compiled.filter.normalized : filter;
}

function hasOptions(row: SubscriptionRow, options: SubscriptionPatch): boolean {
  const current: Record<string, unknown> = row;
  return Object.entries(options).every(([name, value]) => isSame(current[name], value));
}

/** Of plain JSON, whatever the order of its keys. */
function isSame(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => isSame(a[key], b[key]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
