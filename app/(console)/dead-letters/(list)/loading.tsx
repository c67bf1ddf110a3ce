import { GroupHead, groupColumns } from "#components/dead-letters/group-table.tsx";
import { LetterHead, letterColumns } from "#components/dead-letters/letter-table.tsx";
import { FilterBarSkeleton, TableSkeleton } from "#components/ui/list-skeleton.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";

const columns = { mayReplay: false };

export default function LettersLoading() {
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <PageHeader title="Dead letters" />
      <div className="min-w-0">
        <FilterBarSkeleton />
        <div className="flex min-w-0 flex-col gap-8 pt-1">
          <Section title="Errors">
            <TableSkeleton label="Errors" head={<GroupHead />} columns={groupColumns} rows={4} />
          </Section>
          <Section title="Letters">
            <TableSkeleton
              label="Dead letters"
              head={<LetterHead {...columns} />}
              columns={letterColumns(columns)}
              rows={12}
            />
          </Section>
        </div>
      </div>
    </div>
  );
}
