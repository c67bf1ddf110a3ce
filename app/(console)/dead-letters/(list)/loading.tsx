import { GroupHead, groupColumns } from "#components/dead-letters/group-table.tsx";
import { LetterHead, letterColumns } from "#components/dead-letters/letter-table.tsx";
import { FilterBar } from "#components/ui/filter-bar.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { SkeletonRows, Table, TableBody } from "#components/ui/table.tsx";

const columns = { mayReplay: false };

export default function LettersLoading() {
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <PageHeader title="Dead letters" />
      <div className="min-w-0">
        <FilterBar>
          <span className="h-7" />
        </FilterBar>
        <div className="flex min-w-0 flex-col gap-8 pt-1">
          <Section title="Errors">
            <Table label="Errors">
              <GroupHead />
              <TableBody>
                <SkeletonRows rows={4} columns={groupColumns} />
              </TableBody>
            </Table>
          </Section>
          <Section title="Letters">
            <Table label="Dead letters">
              <LetterHead {...columns} />
              <TableBody>
                <SkeletonRows rows={12} columns={letterColumns(columns)} />
              </TableBody>
            </Table>
          </Section>
        </div>
      </div>
    </div>
  );
}
