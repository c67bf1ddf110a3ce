import { VersionHead } from "#components/scripts/version-table.tsx";
import { SkeletonRows, Table, TableBody } from "#components/ui/table.tsx";

export default function VersionsLoading() {
  return (
    <Table label="Versions">
      <VersionHead />
      <TableBody>
        <SkeletonRows rows={6} columns={8} />
      </TableBody>
    </Table>
  );
}
