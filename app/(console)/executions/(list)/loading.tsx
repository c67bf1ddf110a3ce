import { ExecutionHead, executionColumns } from "#components/executions/execution-table.tsx";
import { ListSkeleton } from "#components/ui/list-skeleton.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { wideOnlyColumn } from "#components/ui/wide-only.ts";

export default function ExecutionsLoading() {
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <PageHeader title="Executions" />
      <ListSkeleton
        label="Executions"
        head={<ExecutionHead />}
        columns={executionColumns}
        rows={20}
        className={wideOnlyColumn}
      />
    </div>
  );
}
