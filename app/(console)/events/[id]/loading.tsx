import { ReactionHead, reactionColumns } from "#components/events/reaction-table.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { Skeleton, SkeletonText } from "#components/ui/skeleton.tsx";
import { SkeletonRows, Table, TableBody } from "#components/ui/table.tsx";

export default function EventLoading() {
  return (
    <div className="flex min-w-0 flex-col gap-6">
      <PageHeader
        back={{ href: "/events", label: "Events" }}
        title={<Skeleton width="320px" height="24px" />}
        meta={<Skeleton width="420px" />}
      />
      <div className="grid min-w-0 gap-x-10 gap-y-6 xl:grid-cols-[minmax(0,1fr)_360px]">
        <div className="flex min-w-0 flex-col gap-6">
          <Section title="Who reacted">
            <Table label="Who reacted" room="sm">
              <ReactionHead />
              <TableBody>
                <SkeletonRows rows={3} columns={reactionColumns} />
              </TableBody>
            </Table>
          </Section>
          <Section title="Payload">
            <div className="rounded border border-line p-4">
              <SkeletonText lines={8} />
            </div>
          </Section>
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <Section title="Envelope">
            <SkeletonText lines={7} />
          </Section>
        </div>
      </div>
    </div>
  );
}
