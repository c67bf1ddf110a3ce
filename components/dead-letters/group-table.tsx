// Dead letters by what went wrong: one row for each error of a script.
import { ScriptName } from "#components/scripts/script-name.tsx";
import { formatNumber, inNumber } from "#components/ui/format.ts";
import { Cell, HeadCell, Row, RowLink, TableHead } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ListedGroup } from "#lib/dead-letters/listed-letter.ts";
import { ErrorLine, errorTitle } from "./error-line.tsx";

export function GroupHead() {
  return (
    <TableHead>
      <HeadCell>Error</HeadCell>
      <HeadCell width="24%">Script</HeadCell>
      <HeadCell fit align="end">
        Letters
      </HeadCell>
      <HeadCell fit align="end">
        First seen
      </HeadCell>
      <HeadCell fit align="end">
        Last seen
      </HeadCell>
    </TableHead>
  );
}

export const groupColumns = 5;

type GroupRowProps = {
  group: ListedGroup;
  /** The list with the letters of this group only. */
  href: string;
  now: string;
  /** None of its letters belongs to the list any more. */
  left: boolean;
};

export function GroupRow({ group, href, now, left }: GroupRowProps) {
  const { error, scriptName, count, firstSeenAt, lastSeenAt } = group;
  return (
    <Row href={href} quiet={left}>
      <Cell mobile="primary" title={errorTitle(error)}>
        <RowLink href={href}>
          <ErrorLine error={error} />
        </RowLink>
      </Cell>
      <Cell mobile="secondary" title={scriptName ?? undefined}>
        <ScriptName script={group} />
      </Cell>
      <Cell mobile="meta" fit align="end" className="tabular-nums">
        {left ? 0 : formatNumber(count)}
        <span className="text-quiet md:sr-only"> {inNumber(count, "letter")}</span>
      </Cell>
      <Cell mobile="hidden" fit align="end" className="text-quiet">
        <Time at={firstSeenAt} now={now} />
      </Cell>
      <Cell mobile="detail" fit align="end" className="text-quiet">
        <Time at={lastSeenAt} now={now} />
      </Cell>
    </Row>
  );
}
