"use client";
// The overview, live: numbers change in place, rows keep theirs.
import type { ReactNode } from "react";
import { LiveStatus } from "#components/live/live-status.tsx";
import { useLive } from "#components/live/use-live.ts";
import { Section } from "#components/ui/section.tsx";
import type { Overview } from "#lib/overview/overview.ts";
import { FailingScripts } from "./failing-scripts.tsx";
import { HourCharts } from "./hour-charts.tsx";
import { HourNumbers, QueueNumbers } from "./numbers.tsx";
import { OpenGroups } from "./open-groups.tsx";
import { StatusLine } from "./status-line.tsx";

const everyMs = 2_000;

export function OverviewPanel({ initial }: { initial: Overview }) {
  const { data: overview, state } = useLive<Overview>(["overview"], "/api/live/overview", {
    initialData: initial,
    everyMs,
  });
  const { at, failingScripts, openGroups, minutes } = overview;
  return (
    <div className="flex min-w-0 flex-col gap-8">
      <StatusLine overview={overview} />
      <Section title="Last hour" actions={<LiveStatus state={state} />}>
        <HourNumbers overview={overview} />
        <div className="pt-2">
          <HourCharts minutes={minutes} />
        </div>
      </Section>
      <Section title="Right now">
        <QueueNumbers overview={overview} />
      </Section>
      <Section
        title="Scripts that failed"
        actions={<More href="/executions?status=failure&range=1h">All failed runs</More>}
      >
        <FailingScripts scripts={failingScripts} now={at} />
      </Section>
      <Section title="Dead letters" actions={<More href="/dead-letters">All dead letters</More>}>
        <OpenGroups groups={openGroups} now={at} />
      </Section>
    </div>
  );
}

function More({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a className="text-quiet text-sm hover:text-ink hover:underline" href={href}>
      {children}
    </a>
  );
}
