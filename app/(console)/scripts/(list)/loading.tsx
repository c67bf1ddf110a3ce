import { ScriptHead, scriptColumns } from "#components/scripts/script-table.tsx";
import { FilterBar } from "#components/ui/filter-bar.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { SkeletonRows, Table, TableBody } from "#components/ui/table.tsx";

export default function ScriptsLoading() {
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <PageHeader title="Scripts" />
      <FilterBar>
        <span className="h-7" />
      </FilterBar>
      <Table label="Scripts">
        <ScriptHead />
        <TableBody>
          <SkeletonRows rows={10} columns={scriptColumns} />
        </TableBody>
      </Table>
    </div>
  );
}
