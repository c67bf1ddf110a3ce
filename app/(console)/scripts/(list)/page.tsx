import type { Metadata } from "next";
import { z } from "zod";
import { readPage, requireSession } from "#app/_server/page.ts";
import { ScriptsTable } from "#components/scripts/scripts-table.live.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { FilterBar } from "#components/ui/filter-bar.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pager } from "#components/ui/pager.tsx";
import { withActivity } from "#db/repositories/script-activity.ts";
import { listScripts } from "#db/repositories/scripts.ts";
import { textProblem } from "#lib/events/json-text.ts";
import type { ScriptOverview } from "#lib/scripts/script-activity.ts";
import { type Result, succeed } from "#lib/shared/failure.ts";
import { type Page, pageQuery } from "#lib/shared/paging.ts";
import { ScriptSearch } from "./script-search.tsx";

export const metadata: Metadata = { title: "Scripts" };

const query = z.object({
  q: z
    .string()
    .trim()
    .max(128)
    .refine((text) => textProblem(text) === null)
    .default(""),
  cursor: pageQuery().cursor,
});
type Query = z.output<typeof query>;
type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ScriptsPage({ searchParams }: Props) {
  const asked = query.safeParse(await searchParams);
  const { actor } = await requireSession();
  const canWrite = actor.scopes.includes("manage");
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <PageHeader title="Scripts" actions={canWrite ? <NewScriptLink /> : null} />
      {asked.success ? (
        <Scripts query={asked.data} canWrite={canWrite} />
      ) : (
        <ErrorState title="This address is no page of the list" actions={<AllScripts />}>
          It may have been cut off where it was copied.
        </ErrorState>
      )}
    </div>
  );
}

async function Scripts({ query: { q, cursor }, canWrite }: { query: Query; canWrite: boolean }) {
  const page = await readScripts({ q, cursor });
  if (!page.ok) return <ErrorState title="The scripts could not be read" />;
  const { items, nextCursor } = page.value;
  const isEmpty = items.length === 0 && q === "" && !cursor;
  if (isEmpty) return <NoScripts canWrite={canWrite} />;
  const search = q === "" ? "" : `q=${encodeURIComponent(q)}&`;
  return (
    <>
      <FilterBar>
        <ScriptSearch query={q} />
      </FilterBar>
      {items.length === 0 ? (
        <EmptyState
          icon="search"
          title={`No script has “${q}” in its name`}
          actions={<AllScripts />}
        />
      ) : (
        <ScriptsTable
          // Other rows are another list: nothing of this one is kept.
          key={items.map((script) => script.id).join()}
          initial={{ items, now: new Date().toISOString() }}
        />
      )}
      <Pager
        newer={cursor ? `/scripts?${search}` : undefined}
        older={nextCursor ? `/scripts?${search}cursor=${nextCursor}` : undefined}
      />
    </>
  );
}

function readScripts({ q, cursor }: Query): Promise<Result<Page<ScriptOverview>>> {
  return readPage("read", async ({ tx, actor }) => {
    const page = await listScripts(tx, actor, { name: q, cursor, limit: 50 });
    return succeed({ ...page, items: await withActivity(tx, actor, page.items) });
  });
}

function NewScriptLink() {
  return (
    <a className={buttonClass({ variant: "primary" })} href="/scripts/new">
      <Icon name="plus" />
      <span>New script</span>
    </a>
  );
}

function AllScripts() {
  return (
    <a className={buttonClass()} href="/scripts">
      <span>Show all scripts</span>
    </a>
  );
}

function NoScripts({ canWrite }: { canWrite: boolean }) {
  return (
    <EmptyState icon="script" title="No scripts yet" actions={canWrite ? <NewScriptLink /> : null}>
      A script is JavaScript or TypeScript of yours that runs when an event happens: it reads the
      payload, decides, emits further events. Subscriptions say which events wake it. Each save is a
      version; one of them is deployed.
      {canWrite ? null : " Your role may read scripts; a developer or an admin can write one."}
    </EmptyState>
  );
}
