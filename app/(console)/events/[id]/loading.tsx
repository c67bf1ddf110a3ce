import { ReactionHead, reactionColumns } from "#components/events/reaction-table.tsx";
import { TableSkeleton } from "#components/ui/list-skeleton.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { Skeleton, SkeletonText } from "#components/ui/skeleton.tsx";

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
            <TableSkeleton
              label="Who reacted"
              room="sm"
              head={<ReactionHead />}
              columns={reactionColumns}
              rows={3}
            />
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
