import type { Metadata } from "next";
import { requireSession } from "#app/_server/page.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { SearchParams } from "../../read-filter.ts";
import { NewScriptLink } from "./new-script-link.tsx";
import { ScriptBrowser } from "./script-browser.tsx";

export const metadata: Metadata = { title: "Scripts" };

export default async function ScriptsPage({ searchParams }: { searchParams: SearchParams }) {
  const { actor } = await requireSession();
  const canWrite = actor.scopes.includes("manage");
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <PageHeader title="Scripts" actions={canWrite ? <NewScriptLink /> : null} />
      <ScriptBrowser searchParams={searchParams} canWrite={canWrite} />
    </div>
  );
}
