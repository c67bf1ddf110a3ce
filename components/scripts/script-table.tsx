// Scripts as rows: what each is, what runs of it, and what it did lately.
import { ExecutionBadge } from "#components/executions/execution-badge.tsx";
import type { ShownRow } from "#components/live/live-table.tsx";
import { Duration } from "#components/ui/duration.tsx";
import { formatNumber, formatPercent, formatPlural } from "#components/ui/format.ts";
import { Cell, HeadCell, Row, RowLink, TableHead } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ScriptOverview } from "#lib/scripts/script-activity.ts";
import { kindNames, languageNames } from "./script-names.ts";
import { UndeployedBadge, VersionBadge } from "./version-badge.tsx";

export function ScriptHead() {
  return (
    <TableHead>
      <HeadCell>
        {/* Cells may be cut to nothing; the head keeps the column readable. */}
        <span className="inline-block min-w-40">Name</span>
      </HeadCell>
      <HeadCell fit>
        <span className="wide-only">Kind</span>
      </HeadCell>
      <HeadCell fit>
        <span className="wide-only">Language</span>
      </HeadCell>
      <HeadCell fit>Deployed</HeadCell>
      <HeadCell fit>Last run</HeadCell>
      <HeadCell fit align="end">
        Succeeded
      </HeadCell>
      <HeadCell fit align="end">
        p95
      </HeadCell>
      <HeadCell fit align="end">
        Subscriptions
      </HeadCell>
    </TableHead>
  );
}

export const scriptColumns = 8;

type ScriptRowProps = ShownRow & { script: ScriptOverview };

export function ScriptRow({ script, now, left }: ScriptRowProps) {
  if (left) return <DeletedRow name={script.name} />;
  const { activity, deployedVersion, version } = script;
  const href = `/scripts/${script.id}`;
  return (
    <Row href={href}>
      <Cell mobile="primary" title={script.name}>
        <RowLink href={href}>
          <bdi>{script.name}</bdi>
        </RowLink>
      </Cell>
      <Cell mobile="hidden" fit className="wide-only text-quiet">
        {kindNames[script.kind]}
      </Cell>
      <Cell mobile="hidden" fit className="wide-only text-quiet">
        {languageNames[script.language]}
      </Cell>
      <Cell mobile="secondary" fit>
        <span className="flex items-center gap-2 md:min-w-36">
          <VersionBadge version={deployedVersion} />
          {version > deployedVersion ? <UndeployedBadge version={version} /> : null}
        </span>
      </Cell>
      <Cell mobile="meta" fit>
        <LastRun run={activity.lastRun} now={now} />
      </Cell>
      <Cell mobile="detail" fit align="end">
        <SuccessRate activity={activity} />
      </Cell>
      <Cell mobile="hidden" fit align="end" mono>
        <Duration ms={activity.p95Ms} />
      </Cell>
      <Cell mobile="hidden" fit align="end">
        <SubscriptionCount {...activity.subscriptions} />
      </Cell>
    </Row>
  );
}

function DeletedRow({ name }: { name: string }) {
  return (
    <Row quiet>
      <Cell mobile="primary" title={name}>
        <bdi className="line-through">{name}</bdi>
      </Cell>
      <Cell mobile="secondary" fit>
        Deleted
      </Cell>
      {["language", "deployed", "run", "rate", "p95", "subscriptions"].map((column) => (
        <Cell key={column} mobile="hidden" fit />
      ))}
    </Row>
  );
}

function LastRun({ run, now }: { run: ScriptOverview["activity"]["lastRun"]; now: string }) {
  if (!run) return <span className="text-faint">Never ran</span>;
  return (
    <a
      className="flex items-center gap-2 hover:underline md:min-w-44"
      href={`/executions/${run.executionId}`}
    >
      <ExecutionBadge status={run.status} plain />
      <Time at={run.startedAt} now={now} className="text-quiet" />
    </a>
  );
}

function SuccessRate({ activity: { runs, succeeded } }: Pick<ScriptOverview, "activity">) {
  if (runs === 0) return <span className="text-faint">–</span>;
  const of = runs === 1 ? "the only run" : `the last ${formatPlural(runs, "run")}`;
  return (
    <span title={`${formatNumber(succeeded)} of ${of} succeeded`}>
      {formatPercent(succeeded / runs)}
    </span>
  );
}

function SubscriptionCount({ active, all }: { active: number; all: number }) {
  if (all === 0) return <span className="text-faint">None</span>;
  return (
    <span title={`${formatPlural(all, "subscription")}, ${formatNumber(active)} active`}>
      {active === all
        ? formatNumber(all)
        : `${formatNumber(active)} of ${formatNumber(all)} active`}
    </span>
  );
}
