// Every run that was made for a dead letter, oldest first: of its event, and of its replays.
import { ExecutionBadge } from "#components/executions/execution-badge.tsx";
import { Duration } from "#components/ui/duration.tsx";
import { Section } from "#components/ui/section.tsx";
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
import type { LetterAttempt } from "#lib/dead-letters/listed-letter.ts";

type AttemptTableProps = { attempts: readonly LetterAttempt[]; now: string };

export function AttemptTable({ attempts, now }: AttemptTableProps) {
  return (
    <Section title="Attempts">
      {attempts.length === 0 ? (
        <p className="text-quiet text-sm">They are older than what is kept.</p>
      ) : (
        <Table label="Attempts" room="sm">
          <TableHead>
            <HeadCell>Status</HeadCell>
            <HeadCell>Attempt</HeadCell>
            <HeadCell fit>Version</HeadCell>
            <HeadCell fit align="end">
              Duration
            </HeadCell>
            <HeadCell fit align="end">
              Started
            </HeadCell>
          </TableHead>
          <TableBody>
            {attempts.map((attempt) => (
              <AttemptRow key={attempt.id} attempt={attempt} now={now} />
            ))}
          </TableBody>
        </Table>
      )}
    </Section>
  );
}

function AttemptRow({ attempt, now }: { attempt: LetterAttempt; now: string }) {
  const { id, status, trigger, version, durationMs, startedAt } = attempt;
  const href = `/executions/${id}`;
  return (
    <Row href={href} quiet={status === "cancelled"}>
      <Cell mobile="primary">
        <RowLink href={href}>
          <ExecutionBadge status={status} plain />
        </RowLink>
      </Cell>
      <Cell mobile="secondary">
        <span className="tabular-nums">
          {trigger === "replay" ? "Replay, attempt" : "Attempt"} {attempt.attempt}
        </span>
      </Cell>
      <Cell mobile="hidden" fit className="text-quiet tabular-nums">
        {version === null ? "–" : `v${version}`}
      </Cell>
      <Cell mobile="detail" fit align="end" mono>
        <Duration ms={status === "running" ? null : durationMs} />
      </Cell>
      <Cell mobile="meta" fit align="end" className="text-quiet">
        <Time at={startedAt} now={now} />
      </Cell>
    </Row>
  );
}
