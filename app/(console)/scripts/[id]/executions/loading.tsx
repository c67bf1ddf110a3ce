import { ExecutionHead, executionColumns } from "#components/executions/execution-table.tsx";
import { FilterBar } from "#components/ui/filter-bar.tsx";
import { SkeletonRows, Table, TableBody } from "#components/ui/table.tsx";

export default function ScriptExecutionsLoading() {
  return (
    <div className="min-w-0">
      <FilterBar>
        <span className="h-7" />
      </FilterBar>
      <Table label="Executions">
        <ExecutionHead ofScript />
        <TableBody>
          <SkeletonRows rows={12} columns={executionColumns - 1} />
        </TableBody>
      </Table>
    </div>
  );
}
