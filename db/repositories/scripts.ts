// Scripts: created, listed, found, deleted. A deleted script keeps its row for the executions that name it.
import { and, arrayOverlaps, desc, eq, inArray, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { scripts, scriptVersions, subscriptions } from "#db/schema/scripts.ts";
import { readSource } from "#lib/scripts/read-source.ts";
import { allMethods, type NewScript, type Script } from "#lib/scripts/script-schema.ts";
import { type FieldError, fail, type Result, succeed } from "#lib/shared/failure.ts";
import { type Page, type PageRequest, toPage } from "#lib/shared/paging.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { appendAudit } from "./audit.ts";
import { cancelQueued } from "./cancel-deliveries.ts";
import { bumpSubscriptionVersion, pauseRouting } from "./subscription-version.ts";

type ScriptRow = typeof scripts.$inferSelect;

const noSuchScript = fail("not_found", "There is no such script.");

export async function createScript(
  tx: Tx,
  actor: Actor,
  input: NewScript,
): Promise<Result<Script>> {
  const source = readSource(input.source, input.language, actor.limits);
  if (!source.ok) return source;
  await bumpSubscriptionVersion(tx, actor);
  const taken = await findConflict(tx, actor, input);
  if (taken) return fail("conflict", taken.message, { errors: [taken] });
  const row = await insertScript(tx, actor, input);
  await tx.insert(scriptVersions).values({
    tenantId: actor.tenantId,
    scriptId: row.id,
    version: 1,
    source: input.source,
    javascript: source.value,
    createdBy: actor.name,
  });
  const details = { name: row.name, kind: row.kind, language: row.language };
  await appendAudit(tx, actor, { action: "script.create", target: `script ${row.id}`, details });
  return succeed(toScript(row));
}

/** `name` keeps those whose name holds it, in any case of letters. */
export async function listScripts(
  tx: Tx,
  actor: Actor,
  { name, ...page }: PageRequest & { name?: string | undefined },
): Promise<Page<Script>> {
  const isNamed = name ? sql`strpos(lower(${scripts.name}), lower(${name})) > 0` : undefined;
  const rows = await tx
    .select()
    .from(scripts)
    .where(and(isLive(actor), isNamed, page.cursor ? lt(scripts.id, page.cursor) : undefined))
    .orderBy(desc(scripts.id))
    .limit(page.limit + 1);
  return toPage(rows, page, { key: (row) => row.id, item: toScript });
}

/** As the list shows them; without those that are deleted or another tenant's. */
export async function listScriptsById(
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
): Promise<Script[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select()
    .from(scripts)
    .where(and(isLive(actor), inArray(scripts.id, [...ids])))
    .orderBy(desc(scripts.id));
  return rows.map(toScript);
}

export async function getScript(tx: Tx, actor: Actor, id: string): Promise<Result<Script>> {
  const row = await findScript(tx, actor, id);
  return row ? succeed(toScript(row)) : noSuchScript;
}

/** Null when there is none, or it belongs to another tenant, or it was deleted. */
export async function findScript(tx: Tx, actor: Actor, id: string): Promise<ScriptRow | null> {
  const [row] = await tx
    .select()
    .from(scripts)
    .where(and(isLive(actor), eq(scripts.id, id)));
  return row ?? null;
}

/** Its subscriptions go with it, their queued deliveries are cancelled, open letters stay (decision 21). */
export async function deleteScript(
  tx: Tx,
  actor: Actor,
  { id, force }: { id: string; force: boolean },
): Promise<Result<null>> {
  await pauseRouting(tx, actor);
  await bumpSubscriptionVersion(tx, actor);
  const row = await findScript(tx, actor, id);
  if (!row) return noSuchScript;
  const active = await countActiveSubscriptions(tx, actor, id);
  if (active > 0 && !force) {
    const detail = `The script has ${active} active subscriptions. Delete them first, or send ?force=true.`;
    return fail("conflict", detail);
  }
  await tx.delete(subscriptions).where(ofScript(actor, id));
  await cancelQueued(tx, actor, { scriptId: id, why: "The script was deleted" });
  await tx
    .update(scripts)
    .set({ deletedAt: sql`now()` })
    .where(and(isLive(actor), eq(scripts.id, id)));
  const details = { name: row.name, force };
  await appendAudit(tx, actor, { action: "script.delete", target: `script ${id}`, details });
  return succeed(null);
}

function isLive(actor: Actor): SQL | undefined {
  return and(eq(scripts.tenantId, actor.tenantId), isNull(scripts.deletedAt));
}

function ofScript(actor: Actor, scriptId: string): SQL | undefined {
  return and(eq(subscriptions.tenantId, actor.tenantId), eq(subscriptions.scriptId, scriptId));
}

async function countActiveSubscriptions(tx: Tx, actor: Actor, id: string): Promise<number> {
  return tx.$count(subscriptions, and(ofScript(actor, id), eq(subscriptions.active, true)));
}

/** Names are unique, and so is each method of a path (decision 13). */
async function findConflict(tx: Tx, actor: Actor, input: NewScript): Promise<FieldError | null> {
  const methods = [...(input.methods ?? allMethods)];
  const samePath = input.path
    ? and(eq(scripts.path, input.path), arrayOverlaps(scripts.methods, methods))
    : undefined;
  const [found] = await tx
    .select({ name: scripts.name, path: scripts.path })
    .from(scripts)
    .where(and(isLive(actor), or(eq(scripts.name, input.name), samePath)))
    .limit(1);
  if (!found) return null;
  const other = JSON.stringify(found.name);
  if (found.name === input.name) {
    return { path: "name", message: `A script named ${other} exists.` };
  }
  const message = `The script ${other} answers at ${found.path} for one of these methods.`;
  return { path: "path", message };
}

async function insertScript(tx: Tx, actor: Actor, input: NewScript): Promise<ScriptRow> {
  const [row] = await tx
    .insert(scripts)
    .values({
      tenantId: actor.tenantId,
      name: input.name,
      kind: input.kind,
      language: input.language,
      path: input.path ?? null,
      methods: input.path ? [...(input.methods ?? allMethods)] : null,
      ...(input.auth ? { auth: input.auth } : {}),
      ...(input.rateLimit ? { rateLimit: input.rateLimit } : {}),
      deployedVersion: 1,
      latestVersion: 1,
    })
    .returning();
  if (!row) throw new Error("the new script was not returned");
  return row;
}

function toScript(row: ScriptRow): Script {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    language: row.language,
    path: row.path,
    methods: row.methods,
    auth: row.path === null ? null : row.auth,
    rateLimit: row.path === null ? null : row.rateLimit,
    version: row.latestVersion,
    deployedVersion: row.deployedVersion,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
