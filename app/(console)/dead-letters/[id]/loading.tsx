import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { Skeleton, SkeletonText } from "#components/ui/skeleton.tsx";

export default function LetterLoading() {
  return (
    <div className="flex min-w-0 flex-col gap-4" aria-busy="true">
      <PageHeader
        back={{ href: "/dead-letters", label: "Dead letters" }}
        title="Dead letter"
        meta={<Skeleton width="280px" />}
      />
      <div className="h-11 max-w-160">
        <SkeletonText lines={2} />
      </div>
      <div className="grid min-w-0 gap-8 lg:grid-cols-[minmax(0,1fr)_304px]">
        <div className="flex min-w-0 flex-col gap-8">
          <Section title="Error">
            <Skeleton height="264px" />
          </Section>
          <Section title="Payload">
            <Skeleton height="240px" />
          </Section>
          <Section title="Attempts">
            <Skeleton height="144px" />
          </Section>
        </div>
        <SkeletonText lines={8} />
      </div>
    </div>
  );
}
