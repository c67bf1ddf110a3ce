// Rows for tests, written as the database's owner: tenants, keys, scripts and subscriptions with sensible defaults.
import { createHash, randomBytes } from "node:crypto";
import type postgres from "postgres";
import { defaultBackoff } from "#lib/deliveries/backoff.ts";
import { type Actor, type Scope, scopes } from "#lib/tenancy/actor.ts";
import { type TenantLimits, tenantLimits } from "#lib/tenancy/tenant-limits.ts";

export type TestTenant = { id: string; slug: string; actor: Actor; apiKey: string };

export async function createTenant(
  sql: postgres.Sql,
  options: { slug?: string; limits?: Partial<TenantLimits>; scopes?: readonly Scope[] } = {},
): Promise<TestTenant> {
  const slug = options.slug ?? `tenant-${randomBytes(4).toString("hex")}`;
  const limits = options.limits ?? {};
  const [tenant] = await sql<{ id: string }[]>`
    insert into tenants (slug, name, replay_enabled, limits)
    values (${slug}, ${slug}, true, ${JSON.stringify(limits)}::text::jsonb) returning id`;
  if (!tenant) throw new Error("no tenant row");
  const keyScopes = options.scopes ?? scopes;
  const { apiKey, id } = await createApiKey(sql, tenant.id, keyScopes);
  const actor: Actor = {
    kind: "api_key",
    id,
    name: "test key",
    tenantId: tenant.id,
    scopes: keyScopes,
    limits: tenantLimits(limits),
  };
  return { id: tenant.id, slug, actor, apiKey };
}

export async function createApiKey(
  sql: postgres.Sql,
  tenantId: string,
  keyScopes: readonly Scope[],
) {
  const apiKey = `sb_${randomBytes(24).toString("base64url")}`;
  const hash = createHash("sha256").update(apiKey).digest();
  const [row] = await sql<{ id: string }[]>`
    insert into api_keys (tenant_id, name, prefix, hash, scopes)
    values (${tenantId}, 'test key', ${apiKey.slice(0, 10)}, ${hash}, ${[...keyScopes]}::text[]) returning id`;
  if (!row) throw new Error("no api key row");
  return { apiKey, id: row.id };
}

export async function createScript(
  sql: postgres.Sql,
  tenantId: string,
  source: string,
  name = `script-${randomBytes(4).toString("hex")}`,
): Promise<string> {
  const [script] = await sql<{ id: string }[]>`
    insert into scripts (tenant_id, name, kind, language, deployed_version, latest_version)
    values (${tenantId}, ${name}, 'event_handler', 'javascript', 1, 1) returning id`;
  if (!script) throw new Error("no script row");
  await addVersion(sql, { tenantId, scriptId: script.id, version: 1, source });
  return script.id;
}

/** Saves a version and deploys it. */
export async function addVersion(
  sql: postgres.Sql,
  {
    tenantId,
    scriptId,
    version,
    source,
  }: { tenantId: string; scriptId: string; version: number; source: string },
): Promise<void> {
  await sql`
    insert into script_versions (tenant_id, script_id, version, source, javascript, created_by)
    values (${tenantId}, ${scriptId}, ${version}, ${source}, ${source}, 'test')`;
  await sql`
    update scripts set deployed_version = ${version}, latest_version = ${version} where id = ${scriptId}`;
}

export type SubscriptionFields = {
  filter: string | null;
  priority: number;
  retryCount: number;
  backoff: unknown;
  orderingKey: string | null;
  onLoop: "avoid" | "allow";
  active: boolean;
};

export async function createSubscription(
  sql: postgres.Sql,
  { tenantId, scriptId, eventType }: { tenantId: string; scriptId: string; eventType: string },
  fields: Partial<SubscriptionFields> = {},
): Promise<string> {
  const row: SubscriptionFields = {
    filter: null,
    priority: 100,
    retryCount: 3,
    backoff: defaultBackoff,
    orderingKey: null,
    onLoop: "avoid",
    active: true,
    ...fields,
  };
  const [subscription] = await sql<{ id: string }[]>`
    insert into subscriptions (tenant_id, script_id, event_type, filter, priority, retry_count, backoff, breaker,
      ordering_key, on_loop, active)
    values (${tenantId}, ${scriptId}, ${eventType}, ${row.filter}, ${row.priority}, ${row.retryCount},
      ${JSON.stringify(row.backoff)}::text::jsonb, 'off', ${row.orderingKey}, ${row.onLoop}, ${row.active})
    returning id`;
  await sql`update tenants set subscription_version = subscription_version + 1 where id = ${tenantId}`;
  if (!subscription) throw new Error("no subscription row");
  return subscription.id;
}
