// Scripts whose runs failed in the last hour: those that fail now, and those that have recovered.
import { errorTitle } from "#components/dead-letters/error-line.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { formatNumber } from "#components/ui/format.ts";
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
import type { FailingScript } from "#lib/overview/overview.ts";
import { withQuery } from "#lib/shared/with-query.ts";
import { NothingHere } from "./nothing-here.tsx";
import { useKeptPlaces } from "./use-kept-places.ts";

type FailingScriptsProps = { scripts: readonly FailingScript[]; now: string };

const idOf = ({ scriptId }: FailingScript) => scriptId;

export function FailingScripts({ scripts, now }: FailingScriptsProps) {
  const rows = useKeptPlaces(scripts, idOf);
  if (rows.length === 0) return <NothingHere>No run failed in the last hour.</NothingHere>;
  return (
    <Table label="Scripts that failed">
      <TableHead>
        <HeadCell fit>State</HeadCell>
        <HeadCell width="24%">Script</HeadCell>
        <HeadCell>Last error</HeadCell>
        <HeadCell fit align="end">
          Failed runs
        </HeadCell>
        <HeadCell fit align="end">
          Last failed
        </HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((script) => (
          <FailingRow key={script.scriptId} script={script} now={now} />
        ))}
      </TableBody>
    </Table>
  );
}

function FailingRow({ script, now }: { script: FailingScript; now: string }) {
  const { scriptId, name, isFailing, runs, failed, lastFailedAt } = script;
  const href = withQuery("/executions", { scriptId, status: "failure", range: "1h" });
  return (
    <Row href={href}>
      <Cell mobile="lead" fit>
        <RowLink href={href}>
          {isFailing ? (
            <Badge tone="red" icon="circle-x" plain>
              Failing
            </Badge>
          ) : (
            <Badge tone="grey" icon="circle-check" plain>
              Recovered
            </Badge>
          )}
        </RowLink>
      </Cell>
      <Cell mobile="primary" title={name}>
        <bdi>{name}</bdi>
      </Cell>
      <Cell mobile="secondary">
        <LastError script={script} />
      </Cell>
      <Cell mobile="detail" fit align="end">
        {formatNumber(failed)}{" "}
        <span className="text-quiet">
          of {formatNumber(runs)}
          <span className="md:hidden"> failed</span>
        </span>
      </Cell>
      <Cell mobile="meta" fit align="end" className="text-quiet">
        <Time at={lastFailedAt} now={now} />
      </Cell>
    </Row>
  );
}

function LastError({ script: { lastError, lastFailedExecutionId } }: { script: FailingScript }) {
  const text = lastError ? errorTitle(lastError) : "See the execution";
  return (
    <a
      className="block truncate text-quiet hover:text-ink hover:underline"
      href={`/executions/${lastFailedExecutionId}`}
      title={text}
    >
      <bdi>{text}</bdi>
    </a>
  );
}
