import { VersionHead } from "#components/scripts/version-table.tsx";
import { TableSkeleton } from "#components/ui/list-skeleton.tsx";

export default function VersionsLoading() {
  return <TableSkeleton label="Versions" head={<VersionHead />} columns={8} rows={6} />;
}
