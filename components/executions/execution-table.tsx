// Executions as rows: what ran, for what, how it ended, how long it took.
import { ExecutionBadge } from "#components/executions/execution-badge.tsx";
import { ScriptName } from "#components/scripts/script-name.tsx";
import { versionName } from "#components/scripts/version-name.ts";
import { Duration } from "#components/ui/duration.tsx";
import { OfTotal } from "#components/ui/of-total.tsx";
import { Cell, HeadCell, Row, RowLink, TableHead } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ListedExecution } from "#lib/executions/listed-execution.ts";
import { neverRan } from "#lib/executions/never-ran.ts";
import { TestRunBadges } from "./test-run-badges.tsx";

/** `ofScript`: all rows are of one script, which the page names already. */
type ColumnsProps = { ofScript?: boolean };

export function ExecutionHead({ ofScript = false }: ColumnsProps) {
  return (
    <TableHead>
      <HeadCell fit>Status</HeadCell>
      {ofScript ? (
        <HeadCell fit>Version</HeadCell>
      ) : (
        <HeadCell width="17%">
          <span className="inline-block min-w-40">Script</span>
        </HeadCell>
      )}
      <HeadCell width="21%">
        <span className="inline-block min-w-52">Event type</span>
      </HeadCell>
      <HeadCell>Error</HeadCell>
      <HeadCell fit align="end">
        <span className="wide-only">Attempt</span>
      </HeadCell>
      <HeadCell fit align="end">
        Duration
      </HeadCell>
      <HeadCell fit align="end">
        <span className="wide-only">Waited</span>
      </HeadCell>
      <HeadCell fit align="end">
        Started
      </HeadCell>
    </TableHead>
  );
}

export const executionColumns = 8;

type ExecutionRowProps = ColumnsProps & {
  execution: ListedExecution;
  now: string;
  /** It no longer belongs to the list and stays where it is until the list is shown anew. */
  left: boolean;
};

export function ExecutionRow({ execution, now, left, ofScript = false }: ExecutionRowProps) {
  const { id, status, eventType, error } = execution;
  const href = `/executions/${id}`;
  return (
    <Row href={href} quiet={left || status === "cancelled"}>
      <Cell mobile="lead" fit>
        <RowLink href={href}>
          {/* As wide as most: a status that changes does not move the columns. */}
          <span className="inline-flex md:min-w-21">
            <ExecutionBadge status={status} plain />
          </span>
        </RowLink>
      </Cell>
      <ScriptCell execution={execution} ofScript={ofScript} />
      <Cell mobile="secondary" mono title={eventType ?? undefined}>
        <EventType execution={execution} />
      </Cell>
      <Cell mobile="hidden" title={error ?? undefined} className="text-quiet">
        <bdi>{error}</bdi>
      </Cell>
      <Cell mobile="hidden" fit align="end" className="wide-only">
        <AttemptOf execution={execution} />
      </Cell>
      <Cell mobile="detail" fit align="end" mono>
        <Duration ms={neverRan(execution) ? null : execution.durationMs} />
      </Cell>
      <Cell mobile="hidden" fit align="end" mono className="wide-only text-quiet">
        <Duration ms={execution.queueWaitMs} />
      </Cell>
      <Cell mobile="meta" fit align="end" className="text-quiet">
        <Time at={execution.startedAt} now={now} />
      </Cell>
    </Row>
  );
}

function ScriptCell({ execution, ofScript }: { execution: ListedExecution; ofScript: boolean }) {
  const { scriptName, version } = execution;
  if (ofScript) {
    return (
      <Cell mobile="primary" fit>
        <span className="text-quiet tabular-nums">{versionName(version)}</span>
      </Cell>
    );
  }
  return (
    <Cell mobile="primary" title={scriptName ?? undefined}>
      <ScriptName script={execution} version={version} />
    </Cell>
  );
}

/** A test says so behind the type; the type is cut where it must be. */
function EventType({ execution }: { execution: ListedExecution }) {
  const { eventType, trigger } = execution;
  return (
    <span className="flex min-w-0 items-center gap-2">
      {eventType === null ? null : <bdi className="min-w-0 truncate">{eventType}</bdi>}
      {eventType === null && trigger === "http" ? (
        <span className="text-faint">HTTP request</span>
      ) : null}
      <span className="flex flex-none gap-2 font-sans">
        <TestRunBadges execution={execution} plain />
      </span>
    </span>
  );
}

/** A dash for what is no attempt. */
function AttemptOf({ execution }: { execution: ListedExecution }) {
  const { attempt, maxAttempts } = execution;
  if (maxAttempts === null || neverRan(execution)) return <span className="text-faint">–</span>;
  return <OfTotal part={attempt} total={maxAttempts} />;
}
