import { ExecutionHead, executionColumns } from "#components/executions/execution-table.tsx";
import { FilterBar } from "#components/ui/filter-bar.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { SkeletonRows, Table, TableBody } from "#components/ui/table.tsx";
import { wideOnlyColumn } from "#components/ui/wide-only.ts";

export default function ExecutionsLoading() {
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <PageHeader title="Executions" />
      <div className="min-w-0">
        <FilterBar>
          <span className="h-7" />
        </FilterBar>
        <Table label="Executions" className={wideOnlyColumn}>
          <ExecutionHead />
          <TableBody>
            <SkeletonRows rows={20} columns={executionColumns} />
          </TableBody>
        </Table>
      </div>
    </div>
  );
}
