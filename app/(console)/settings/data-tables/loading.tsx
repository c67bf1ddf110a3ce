import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

export default function DataTablesLoading() {
  return (
    <div className="flex min-w-0 max-w-4xl flex-col gap-8">
      <PageHeader title="Data tables" meta={<Skeleton width="320px" />} />
      <Section title="Owner login">
        <Skeleton height="64px" />
      </Section>
      <Section title="Tables">
        <Skeleton height="240px" />
      </Section>
    </div>
  );
}
