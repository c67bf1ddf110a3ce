// The immutable versions of a script, and which one of them is deployed.
import { and, desc, eq, getTableColumns, lt, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { scripts, scriptVersions, subscriptions } from "#db/schema/scripts.ts";
import { readSource } from "#lib/scripts/read-source.ts";
import type { DeploymentPreview, ScriptHead } from "#lib/scripts/script-activity.ts";
import type { NewVersion, ScriptVersion, VersionSummary } from "#lib/scripts/script-schema.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import { type Page, type PageRequest, toPage } from "#lib/shared/paging.ts";
import { failField } from "#lib/shared/parse-input.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { appendAudit } from "./audit.ts";
import { readScriptDependents } from "./script-activity.ts";
import { findScript, getScript } from "./scripts.ts";
import { bumpSubscriptionVersion } from "./subscription-version.ts";

/** Without the source: a list of them would be megabytes. */
const {
  source: _source,
  javascript: _javascript,
  ...summaryColumns
} = getTableColumns(scriptVersions);

type VersionRow = Omit<typeof scriptVersions.$inferSelect, "source" | "javascript">;

const noSuchScript = fail("not_found", "There is no such script.");
const keptVersions = 50;

export async function createVersion(
  tx: Tx,
  actor: Actor,
  { scriptId, input }: { scriptId: string; input: NewVersion },
): Promise<Result<{ version: number; deployedVersion: number }>> {
  await bumpSubscriptionVersion(tx, actor);
  const script = await findScript(tx, actor, scriptId);
  if (!script) return noSuchScript;
  if (input.baseVersion !== undefined && input.baseVersion !== script.latestVersion) {
    return refuseStale(tx, actor, { scriptId, newest: script.latestVersion });
  }
  const source = readSource(input.source, script.language, actor.limits);
  if (!source.ok) return source;
  const version = script.latestVersion + 1;
  const deployedVersion = input.deploy ? version : script.deployedVersion;
  await tx.insert(scriptVersions).values({
    tenantId: actor.tenantId,
    scriptId,
    version,
    source: input.source,
    javascript: source.value,
    note: input.note ?? null,
    createdBy: actor.name,
  });
  await setVersions(tx, actor, scriptId, { latestVersion: version, deployedVersion });
  await pruneVersions(tx, actor, { scriptId, latest: version, deployed: deployedVersion });
  const details = { version, deployed: input.deploy };
  await appendAudit(tx, actor, { action: "script.save", target: `script ${scriptId}`, details });
  return succeed({ version, deployedVersion });
}

/** `before` is what the person saw deployed: refused when it is another version by now. */
export async function deployVersion(
  tx: Tx,
  actor: Actor,
  { scriptId, version, before }: { scriptId: string; version: number; before?: number },
): Promise<Result<{ version: number }>> {
  await bumpSubscriptionVersion(tx, actor);
  const script = await findScript(tx, actor, scriptId);
  if (!script) return noSuchScript;
  if (before !== undefined && before !== script.deployedVersion) {
    const detail = `Version ${script.deployedVersion} was deployed meanwhile, in place of ${before}. Look at what changes, then deploy again.`;
    return fail("conflict", detail);
  }
  if (!(await hasVersion(tx, actor, { scriptId, version }))) {
    return failField("version", `this script has no version ${version}`);
  }
  await setVersions(tx, actor, scriptId, { deployedVersion: version });
  const details = { version, before: script.deployedVersion };
  await appendAudit(tx, actor, { action: "script.deploy", target: `script ${scriptId}`, details });
  return succeed({ version });
}

export async function hasVersion(
  tx: Tx,
  actor: Actor,
  { scriptId, version }: { scriptId: string; version: number },
): Promise<boolean> {
  const found = await tx.$count(scriptVersions, isVersion(actor, scriptId, version));
  return found > 0;
}

export async function listVersions(
  tx: Tx,
  actor: Actor,
  { scriptId, page }: { scriptId: string; page: PageRequest },
): Promise<Result<Page<VersionSummary>>> {
  const script = await findScript(tx, actor, scriptId);
  if (!script) return noSuchScript;
  const rows = await tx
    .select(summaryColumns)
    .from(scriptVersions)
    .where(
      and(
        eq(scriptVersions.tenantId, actor.tenantId),
        eq(scriptVersions.scriptId, scriptId),
        page.cursor ? lt(scriptVersions.version, Number(page.cursor)) : undefined,
      ),
    )
    .orderBy(desc(scriptVersions.version))
    .limit(page.limit + 1);
  const item = (row: VersionRow) => toSummary(row, script.deployedVersion);
  return succeed(toPage(rows, page, { key: (row) => row.version, item }));
}

export async function getVersion(
  tx: Tx,
  actor: Actor,
  { scriptId, version }: { scriptId: string; version: number },
): Promise<Result<ScriptVersion>> {
  const script = await findScript(tx, actor, scriptId);
  if (!script) return noSuchScript;
  const [row] = await tx
    .select()
    .from(scriptVersions)
    .where(isVersion(actor, scriptId, version));
  if (!row) return fail("not_found", "There is no such version.");
  return succeed({ ...toSummary(row, script.deployedVersion), source: row.source });
}

/** The script as it is now: what a page that is open compares itself with. */
export async function getScriptHead(
  tx: Tx,
  actor: Actor,
  scriptId: string,
): Promise<Result<ScriptHead>> {
  const script = await getScript(tx, actor, scriptId);
  if (!script.ok) return script;
  const { version, deployedVersion } = script.value;
  const [newest] = await tx
    .select(summaryColumns)
    .from(scriptVersions)
    .where(isVersion(actor, scriptId, version));
  if (!newest) return fail("not_found", "There is no such version.");
  const ofScript = and(
    eq(subscriptions.tenantId, actor.tenantId),
    eq(subscriptions.scriptId, scriptId),
  );
  return succeed({
    script: script.value,
    newest: toSummary(newest, deployedVersion),
    subscriptions: await tx.$count(subscriptions, ofScript),
  });
}

/** What would change, with the sources of both versions, and how many deliveries wait for it. */
export async function previewDeployment(
  tx: Tx,
  actor: Actor,
  { scriptId, version }: { scriptId: string; version: number },
): Promise<Result<DeploymentPreview>> {
  const script = await getScript(tx, actor, scriptId);
  if (!script.ok) return script;
  const { deployedVersion } = script.value;
  const deployed = await getVersion(tx, actor, { scriptId, version: deployedVersion });
  if (!deployed.ok) return deployed;
  const chosen = await getVersion(tx, actor, { scriptId, version });
  if (!chosen.ok) return chosen;
  const { queued } = await readScriptDependents(tx, actor, scriptId);
  return succeed({ deployed: deployed.value, chosen: chosen.value, queued });
}

function isVersion(actor: Actor, scriptId: string, version: number) {
  return and(
    eq(scriptVersions.tenantId, actor.tenantId),
    eq(scriptVersions.scriptId, scriptId),
    eq(scriptVersions.version, version),
  );
}

/** Nobody's work is lost: who saved what in between, so that the author can read it first. */
async function refuseStale(
  tx: Tx,
  actor: Actor,
  { scriptId, newest }: { scriptId: string; newest: number },
): Promise<Result<never>> {
  const [row] = await tx
    .select({ by: scriptVersions.createdBy, at: scriptVersions.createdAt })
    .from(scriptVersions)
    .where(isVersion(actor, scriptId, newest));
  const saved = row ? `, saved by ${row.by} at ${row.at.toISOString()}` : "";
  const detail = `The newest version is ${newest}${saved}. Read it, then save on top of it.`;
  return fail("conflict", detail);
}

async function setVersions(
  tx: Tx,
  { tenantId }: Actor,
  scriptId: string,
  values: { latestVersion?: number; deployedVersion?: number },
): Promise<void> {
  await tx
    .update(scripts)
    .set({ ...values, updatedAt: sql`now()` })
    .where(and(eq(scripts.tenantId, tenantId), eq(scripts.id, scriptId)));
}

/** Keeps the last 50 versions, and of the older ones those that something still names (product.md §7). */
async function pruneVersions(
  tx: Tx,
  actor: Actor,
  { scriptId, latest, deployed }: { scriptId: string; latest: number; deployed: number },
): Promise<void> {
  if (latest <= keptVersions) return;
  await tx.execute(sql`
    delete from script_versions v
    where v.tenant_id = ${actor.tenantId} and v.script_id = ${scriptId}
      and v.version <= ${latest - keptVersions} and v.version <> ${deployed}
      and not exists (select from dead_letters l where l.tenant_id = v.tenant_id
        and l.script_id = v.script_id and l.version = v.version and l.state in ('open', 'replaying'))
      and not exists (select from deliveries d where d.tenant_id = v.tenant_id
        and d.script_id = v.script_id and d.pinned_version = v.version)
      and not exists (select from executions e where e.tenant_id = v.tenant_id
        and e.script_id = v.script_id and e.version = v.version)`);
}

function toSummary(row: VersionRow, deployedVersion: number): VersionSummary {
  return {
    version: row.version,
    note: row.note,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    deployed: row.version === deployedVersion,
  };
}
