import type { Metadata } from "next";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { SearchParams } from "../../read-filter.ts";
import { ExecutionBrowser } from "../execution-browser.tsx";

export const metadata: Metadata = { title: "Executions" };

export default function ExecutionsPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <PageHeader title="Executions" />
      <ExecutionBrowser path="/executions" searchParams={searchParams} />
    </div>
  );
}
