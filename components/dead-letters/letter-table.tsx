// Dead letters as rows: what went wrong, in which script, for what, and what can be done about it.
import { ScriptName } from "#components/scripts/script-name.tsx";
import { Cell, HeadCell, Row, RowLink, TableHead } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ListedLetter } from "#lib/dead-letters/listed-letter.ts";
import { ErrorLine, errorTitle } from "./error-line.tsx";
import { LetterBadge } from "./letter-badge.tsx";
import { type OpenDialog, RowActions } from "./row-actions.tsx";

type HeadProps = { mayReplay: boolean };

export function LetterHead({ mayReplay }: HeadProps) {
  return (
    <TableHead>
      <HeadCell fit>State</HeadCell>
      <HeadCell>Error</HeadCell>
      <HeadCell width="17%">
        <span className="inline-block min-w-36">Script</span>
      </HeadCell>
      <HeadCell width="20%">Event type</HeadCell>
      <HeadCell fit align="end">
        <span className="wide-only">Attempts</span>
      </HeadCell>
      <HeadCell fit align="end">
        Failed
      </HeadCell>
      {mayReplay ? <HeadCell fit label="Actions" /> : null}
    </TableHead>
  );
}

export function letterColumns({ mayReplay }: HeadProps): number {
  return mayReplay ? 7 : 6;
}

type LetterRowProps = {
  letter: ListedLetter;
  now: string;
  /** It no longer belongs to the list and stays where it is until the list is shown anew. */
  left: boolean;
  /** Null for who may not act. */
  open: OpenDialog | null;
};

export function LetterRow({ letter, now, left, open }: LetterRowProps) {
  const { id, state, error, scriptName, version, eventType, attempts, createdAt } = letter;
  const href = `/dead-letters/${id}`;
  return (
    <Row href={href} quiet={left && state !== "replaying"}>
      <Cell mobile="lead" fit>
        <RowLink href={href}>
          <LetterBadge state={state} plain />
        </RowLink>
      </Cell>
      <Cell mobile="primary" title={errorTitle(error)}>
        <ErrorLine error={error} />
      </Cell>
      <Cell mobile="secondary" title={scriptName ?? undefined}>
        <ScriptName script={letter} version={version} />
      </Cell>
      <Cell mobile="hidden" mono title={eventType}>
        <bdi>{eventType}</bdi>
      </Cell>
      <Cell mobile="hidden" fit align="end" className="wide-only tabular-nums">
        {attempts}
      </Cell>
      <Cell mobile="meta" fit align="end" className="text-quiet">
        <Time at={createdAt} now={now} />
      </Cell>
      {open ? (
        <Cell mobile="hidden" fit align="end">
          {state === "open" ? <RowActions letter={letter} open={open} /> : null}
        </Cell>
      ) : null}
    </Row>
  );
}
