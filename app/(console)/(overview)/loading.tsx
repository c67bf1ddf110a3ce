import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Stat, Stats } from "#components/ui/stat.tsx";

const hour = ["Events", "Executions", "Succeeded", "p95 duration"];
const queue = ["Waiting", "Ready", "Held", "Running", "Retrying", "Open dead letters"];

export default function OverviewLoading() {
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <PageHeader title="Overview" actions={<span className="h-8" />} />
      <div className="flex min-w-0 flex-col gap-8">
        <div className="flex min-h-18 items-center md:min-h-6">
          <Skeleton width="min(480px, 100%)" height="16px" />
        </div>
        <Section title="Last hour">
          <Numbers labels={hour} />
          <div className="grid min-w-0 gap-x-8 gap-y-6 pt-2 lg:grid-cols-2">
            <Skeleton height="140px" />
            <Skeleton height="140px" />
          </div>
        </Section>
        <Section title="Right now">
          <Numbers labels={queue} />
        </Section>
        <Section title="Scripts that failed">
          <Skeleton height="36px" />
        </Section>
        <Section title="Dead letters">
          <Skeleton height="36px" />
        </Section>
      </div>
    </div>
  );
}

function Numbers({ labels }: { labels: readonly string[] }) {
  return (
    <Stats>
      {labels.map((label) => (
        <Stat
          key={label}
          label={label}
          value={<Skeleton width="64px" height="20px" />}
          hint="&nbsp;"
        />
      ))}
    </Stats>
  );
}
