// The attempts of one delivery, oldest first: each row leads to its execution.
import { ExecutionBadge } from "#components/executions/execution-badge.tsx";
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
import { neverRan } from "#lib/executions/never-ran.ts";

export function AttemptTable({ attempts, now }: { attempts: readonly Attempt[]; now: string }) {
  return (
    <Table label="Attempts">
      <TableHead>
        <HeadCell width="40%">Status</HeadCell>
        <HeadCell>Attempt</HeadCell>
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

function AttemptRow({ shown, now }: { shown: Attempt; now: string }) {
  const { id, attempt, status, durationMs, startedAt } = shown;
  const href = `/executions/${id}`;
  return (
    <Row href={href} quiet={status === "cancelled"}>
      <Cell mobile="lead">
        <RowLink href={href}>
          <ExecutionBadge status={status} plain />
        </RowLink>
      </Cell>
      <Cell mobile="primary">
        {neverRan(shown) ? (
          <span className="text-faint">–</span>
        ) : (
          <>
            <span className="md:hidden">Attempt </span>
            {attempt}
          </>
        )}
      </Cell>
      <Cell mobile="secondary" fit align="end" mono>
        <Duration ms={neverRan(shown) ? null : durationMs} />
      </Cell>
      <Cell mobile="meta" fit align="end" className="text-quiet">
        <Time at={startedAt} now={now} />
      </Cell>
    </Row>
  );
}
