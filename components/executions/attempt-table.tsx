// The attempts of one delivery, or of all deliveries of a dead letter, oldest first: each row leads to its execution.
import { Duration } from "#components/ui/duration.tsx";
import {
  Cell,
  HeadCell,
  Row,
  RowLink,
  Table,
  TableBody,
  TableHead,
} from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Attempt } from "#lib/executions/execution-detail.ts";
import type { ExecutionTrigger } from "#lib/executions/execution-schema.ts";
import { neverRan } from "#lib/executions/never-ran.ts";
import { ExecutionBadge } from "./execution-badge.tsx";

/** What the attempts of several deliveries tell apart. */
type ShownAttempt = Attempt & {
  trigger?: ExecutionTrigger;
  version?: number;
};

type AttemptTableProps = { attempts: readonly ShownAttempt[]; now: string };

export function AttemptTable({ attempts, now }: AttemptTableProps) {
  const hasVersions = attempts.some(({ version }) => version !== undefined);
  return (
    <Table label="Attempts" room="sm">
      <TableHead>
        <HeadCell fit>Status</HeadCell>
        <HeadCell>Attempt</HeadCell>
        {hasVersions ? <HeadCell fit>Version</HeadCell> : null}
        <HeadCell fit align="end">
          Duration
        </HeadCell>
        <HeadCell fit align="end">
          Started
        </HeadCell>
      </TableHead>
      <TableBody>
        {attempts.map((attempt) => (
          <AttemptRow key={attempt.id} shown={attempt} now={now} />
        ))}
      </TableBody>
    </Table>
  );
}

function AttemptRow({ shown, now }: { shown: ShownAttempt; now: string }) {
  const { id, status, version, durationMs, startedAt } = shown;
  const href = `/executions/${id}`;
  const hasNoTime = status === "running" || neverRan(shown);
  return (
    <Row href={href} quiet={status === "cancelled"}>
      <Cell mobile="primary" fit>
        <RowLink href={href}>
          {/* As wide as most: a status that changes does not move the columns. */}
          <span className="inline-flex md:min-w-21">
            <ExecutionBadge status={status} plain />
          </span>
        </RowLink>
      </Cell>
      <Cell mobile="secondary">
        <span className="tabular-nums">{whichOf(shown)}</span>
      </Cell>
      {version === undefined ? null : (
        <Cell mobile="hidden" fit className="text-quiet tabular-nums">
          {neverRan(shown) ? "–" : `v${version}`}
        </Cell>
      )}
      <Cell mobile="detail" fit align="end" mono>
        <Duration ms={hasNoTime ? null : durationMs} />
      </Cell>
      <Cell mobile="meta" fit align="end" className="text-quiet">
        <Time at={startedAt} now={now} />
      </Cell>
    </Row>
  );
}

/** What was cancelled while it waited is no attempt. */
function whichOf(shown: ShownAttempt): string {
  const isReplay = shown.trigger === "replay";
  if (neverRan(shown)) return isReplay ? "Replay, before it ran" : "Before it ran";
  return isReplay ? `Replay, attempt ${shown.attempt}` : `Attempt ${shown.attempt}`;
}
