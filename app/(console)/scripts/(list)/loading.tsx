import { ScriptHead, scriptColumns } from "#components/scripts/script-table.tsx";
import { ListSkeleton } from "#components/ui/list-skeleton.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";

export default function ScriptsLoading() {
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <PageHeader title="Scripts" />
      <ListSkeleton label="Scripts" head={<ScriptHead />} columns={scriptColumns} rows={10} />
    </div>
  );
}
