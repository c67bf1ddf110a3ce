import { ExecutionHead, executionColumns } from "#components/executions/execution-table.tsx";
import { ListSkeleton } from "#components/ui/list-skeleton.tsx";
import { wideOnlyColumn } from "#components/ui/wide-only.ts";

export default function ScriptExecutionsLoading() {
  return (
    <ListSkeleton
      label="Executions"
      head={<ExecutionHead ofScript />}
      columns={executionColumns}
      rows={12}
      className={wideOnlyColumn}
    />
  );
}
