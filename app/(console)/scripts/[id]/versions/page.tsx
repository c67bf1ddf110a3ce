import type { Metadata } from "next";
import { z } from "zod";
import { readPage, requireSession } from "#app/_server/page.ts";
import { VersionTable } from "#components/scripts/version-table.tsx";
import { CodeDiff } from "#components/ui/code-diff.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Pager } from "#components/ui/pager.tsx";
import { readVersionRuns } from "#db/repositories/script-activity.ts";
import { getVersion, listVersions } from "#db/repositories/script-versions.ts";
import { getScript } from "#db/repositories/scripts.ts";
import { scriptVersionParams } from "#lib/scripts/script-schema.ts";
import { succeed } from "#lib/shared/failure.ts";
import { pageQuery } from "#lib/shared/paging.ts";
import { readScriptId, type ScriptParams } from "../script-id.ts";
import { VersionComparison } from "./version-comparison.tsx";

export const metadata: Metadata = { title: "Versions" };

type Props = ScriptParams & {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** Anything else in the address is as if it were not there. */
const number = scriptVersionParams.shape.n.optional().catch(undefined);
const { cursor } = pageQuery((key) => /^[1-9]\d{0,8}$/.test(key));
const query = z.object({ from: number, to: number, cursor: cursor.catch(undefined) });
type Query = z.output<typeof query>;

export default async function VersionsPage({ searchParams, ...props }: Props) {
  const asked = query.parse(await searchParams);
  const scriptId = await readScriptId(props);
  const { actor } = await requireSession();
  const found = await readVersions(scriptId, asked);
  if (!found.ok) return <ErrorState title="The versions could not be read" />;
  const { script, versions, runs, compared, now } = found.value;
  const place = `/scripts/${scriptId}`;
  const both = compared?.kind === "both" ? compared : null;
  const numbers = newestFirst([
    ...versions.items.map(({ version }) => version),
    // May stand on another page of the list.
    ...(both ? [both.from.version, both.to.version] : []),
  ]);
  return (
    <div className="flex min-w-0 flex-col gap-4">
      {numbers.length < 2 && !compared ? null : (
        <VersionComparison
          // The fields follow the address, also on Back.
          key={`${asked.from} ${asked.to}`}
          scriptId={scriptId}
          versions={numbers}
          deployed={script.deployedVersion}
          from={both?.from.version ?? null}
          to={both?.to.version ?? null}
        />
      )}
      {compared?.kind === "missing" ? <NoComparison missing={compared.missing} /> : null}
      {both ? (
        <CodeDiff
          before={both.from.source}
          after={both.to.source}
          beforeLabel={labelOf(both.from)}
          afterLabel={labelOf(both.to)}
          language={script.language}
          maxRows={40}
        />
      ) : null}
      <VersionTable
        versions={versions.items}
        runs={runs}
        deployed={script.deployedVersion}
        canWrite={actor.scopes.includes("manage")}
        place={place}
        now={now}
      />
      <Pager
        newer={asked.cursor ? `${place}/versions` : undefined}
        older={versions.nextCursor ? `${place}/versions?cursor=${versions.nextCursor}` : undefined}
      />
    </div>
  );
}

function readVersions(scriptId: string, { from, to, cursor }: Query) {
  return readPage("read", async ({ tx, actor, now }) => {
    const script = await getScript(tx, actor, scriptId);
    if (!script.ok) return script;
    const versions = await listVersions(tx, actor, { scriptId, page: { cursor, limit: 50 } });
    if (!versions.ok) return versions;
    const runs = await readVersionRuns(tx, actor, scriptId);
    const read = async (version: number) => ({
      version,
      found: await getVersion(tx, actor, { scriptId, version }),
    });
    const compared = from && to ? toCompare(await read(from), await read(to)) : null;
    return succeed({
      script: script.value,
      versions: versions.value,
      runs,
      compared,
      now,
    });
  });
}

type Read = { version: number; found: Awaited<ReturnType<typeof getVersion>> };

/** What is to be compared, or the numbers that no version has. */
function toCompare(from: Read, to: Read) {
  if (from.found.ok && to.found.ok) {
    return { kind: "both" as const, from: from.found.value, to: to.found.value };
  }
  const numbers = [from, to].flatMap(({ version, found }) => (found.ok ? [] : [version]));
  return { kind: "missing" as const, missing: [...new Set(numbers)] };
}

function newestFirst(versions: readonly number[]): number[] {
  return [...new Set(versions)].sort((a, b) => b - a);
}

function NoComparison({ missing }: { missing: readonly number[] }) {
  return (
    <EmptyState
      icon="compare"
      title={`There is no ${missing.map((version) => `v${version}`).join(" and no ")} to compare`}
    >
      The newest 50 versions are kept, and older ones for as long as an execution refers to them.
      Choose two of those above.
    </EmptyState>
  );
}

function labelOf({ version, deployed }: { version: number; deployed: boolean }): string {
  return deployed ? `v${version}, deployed` : `v${version}`;
}
