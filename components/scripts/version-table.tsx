// The versions of a script: what each was for, who saved it, whether it runs.
import { DeployButton } from "#components/scripts/deploy-button.live.tsx";
import { DeployedBadge } from "#components/scripts/version-badge.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { formatActor, formatNumber, formatPercent, formatPlural } from "#components/ui/format.ts";
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
import { countedRuns, type VersionRuns } from "#lib/scripts/script-activity.ts";
import type { VersionSummary } from "#lib/scripts/script-schema.ts";

type VersionTableProps = {
  versions: readonly VersionSummary[];
  /** Of the versions that ran lately. */
  runs: readonly VersionRuns[];
  deployed: number;
  canWrite: boolean;
  /** The address of the script. */
  place: string;
  now: string;
};

export function VersionTable({ versions, runs, ...rest }: VersionTableProps) {
  const known = new Map(runs.map((entry) => [entry.version, entry]));
  return (
    <Table label="Versions">
      <VersionHead />
      <TableBody>
        {versions.map((version) => (
          <VersionRow
            key={version.version}
            version={version}
            runs={known.get(version.version)}
            {...rest}
          />
        ))}
      </TableBody>
    </Table>
  );
}

export function VersionHead() {
  return (
    <TableHead>
      <HeadCell fit>Version</HeadCell>
      <HeadCell fit label="State" />
      <HeadCell width="32%">
        {/* Cells may be cut to nothing; the head keeps the column readable. */}
        <span className="inline-block min-w-36">Note</span>
      </HeadCell>
      <HeadCell width="24%">
        <span className="inline-block min-w-28">Saved by</span>
      </HeadCell>
      <HeadCell fit align="end">
        Saved
      </HeadCell>
      <HeadCell fit align="end">
        <span title={`Among the last ${formatNumber(countedRuns)} runs of the script`}>
          Recent runs
        </span>
      </HeadCell>
      <HeadCell fit align="end">
        Succeeded
      </HeadCell>
      <HeadCell fit label="Actions" />
    </TableHead>
  );
}

type VersionRowProps = Omit<VersionTableProps, "versions" | "runs"> & {
  version: VersionSummary;
  runs: VersionRuns | undefined;
};

function VersionRow(props: VersionRowProps) {
  const { version: summary, runs, deployed, place, now } = props;
  const { version, note, createdBy, createdAt } = summary;
  const href = `${place}?version=${version}`;
  return (
    <Row href={href}>
      <Cell mobile="lead" fit mono>
        <RowLink href={href}>v{version}</RowLink>
      </Cell>
      <Cell mobile="detail" fit>
        {version === deployed ? <DeployedBadge /> : null}
      </Cell>
      <Cell mobile="primary" title={note ?? undefined}>
        {note === null ? (
          <span className="text-faint">No note</span>
        ) : (
          <span dir="auto">{note}</span>
        )}
      </Cell>
      <Cell mobile="secondary" title={formatActor(createdBy)} className="text-quiet">
        <bdi>{formatActor(createdBy)}</bdi>
      </Cell>
      <Cell mobile="meta" fit align="end" className="text-quiet">
        <Time at={createdAt} now={now} />
      </Cell>
      <Cell mobile="hidden" fit align="end">
        {runs ? formatNumber(runs.runs) : <span className="text-faint">–</span>}
      </Cell>
      <Cell mobile="hidden" fit align="end">
        {runs ? (
          <span title={`${formatNumber(runs.succeeded)} of ${formatPlural(runs.runs, "run")}`}>
            {formatPercent(runs.succeeded / runs.runs)}
          </span>
        ) : (
          <span className="text-faint">–</span>
        )}
      </Cell>
      <Cell mobile="hidden" fit align="end">
        <VersionActions {...props} />
      </Cell>
    </Row>
  );
}

function VersionActions({ version: { version }, deployed, canWrite, place }: VersionRowProps) {
  if (version === deployed) return null;
  // Older first: what was added is green.
  const [from, to] = version < deployed ? [version, deployed] : [deployed, version];
  return (
    <span className="flex justify-end gap-2 [&>button]:min-w-18">
      <a
        className={buttonClass({ size: "sm", variant: "ghost" })}
        href={`${place}/versions?from=${from}&to=${to}`}
      >
        <span>Compare</span>
      </a>
      {canWrite ? <DeployButton version={version} /> : null}
    </span>
  );
}
