// Deliveries as rows: in which state, whose, what they wait for, and what may be done about it.
import { ScriptName } from "#components/scripts/script-name.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { OfTotal } from "#components/ui/of-total.tsx";
import { Cell, HeadCell, Row, RowLink, TableHead } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import { deliveryStates } from "#lib/deliveries/delivery-state.ts";
import type { ListedDelivery } from "#lib/deliveries/listed-delivery.ts";
import { DeliveryBadge } from "./delivery-badge.tsx";
import { whatItWaitsFor } from "./delivery-sentence.ts";

/** What the rows of this list can be: finished ones wait for nothing and cannot be acted on. */
export type DeliveryColumns = { finished: boolean; canAct: boolean };

export type RowActs = {
  onRetry: (delivery: ListedDelivery) => void;
  onCancel: (delivery: ListedDelivery) => void;
  onSelect: (id: string, selected: boolean) => void;
};

type HeadProps = DeliveryColumns & {
  /** All rows that can be chosen are chosen. */
  allSelected?: boolean;
  onSelectAll?: (selected: boolean) => void;
};

export function DeliveryHead({ finished, canAct, allSelected = false, onSelectAll }: HeadProps) {
  return (
    <TableHead>
      {canAct ? (
        <HeadCell fit>
          <Checkbox
            label="Choose all on this page"
            hideLabel
            className="align-middle"
            checked={allSelected}
            onChange={(event) => onSelectAll?.(event.target.checked)}
          />
        </HeadCell>
      ) : null}
      <HeadCell fit>State</HeadCell>
      <HeadCell width="17%">Script</HeadCell>
      <HeadCell width="18%">Event type</HeadCell>
      {finished ? null : <HeadCell fit>Waits for</HeadCell>}
      <HeadCell>
        <span className="wide-only">Last error</span>
      </HeadCell>
      <HeadCell fit align="end">
        Attempts
      </HeadCell>
      <HeadCell fit align="end">
        {finished ? "Finished" : "Queued"}
      </HeadCell>
      {canAct ? <HeadCell fit label="Actions" /> : null}
    </TableHead>
  );
}

export function countColumns({ finished, canAct }: DeliveryColumns): number {
  return 6 + (finished ? 0 : 1) + (canAct ? 2 : 0);
}

type DeliveryRowProps = DeliveryColumns & {
  delivery: ListedDelivery;
  now: string;
  left: boolean;
  selected: boolean;
  acts: RowActs;
};

export function DeliveryRow(props: DeliveryRowProps) {
  const { delivery, now, left, selected, finished, canAct, acts } = props;
  const { id, state, reason, eventType, lastError } = delivery;
  const href = `/deliveries/${id}`;
  const isOver = deliveryStates[state].terminal;
  return (
    <Row href={href} selected={selected} quiet={left || state === "cancelled"}>
      {canAct ? (
        <Cell mobile="hidden" fit>
          <Checkbox
            label={`Choose ${delivery.scriptName ?? "delivery"}`}
            hideLabel
            className="align-middle"
            checked={selected}
            disabled={isOver}
            onChange={(event) => acts.onSelect(id, event.target.checked)}
          />
        </Cell>
      ) : null}
      <Cell mobile="lead" fit>
        <RowLink href={href}>
          {/* As wide as all: a state that changes does not move the columns. */}
          <span className="inline-flex md:min-w-21">
            <DeliveryBadge state={state} reason={reason} plain />
          </span>
        </RowLink>
      </Cell>
      <Cell mobile="primary" title={delivery.scriptName ?? undefined}>
        <ScriptName script={delivery} />
      </Cell>
      <Cell mobile="secondary" mono title={eventType}>
        <bdi>{eventType}</bdi>
      </Cell>
      {finished ? null : (
        <Cell mobile="detail" fit>
          <WaitsFor delivery={delivery} now={now} />
        </Cell>
      )}
      <Cell mobile="hidden" className="wide-only text-quiet" title={lastError ?? undefined}>
        <bdi>{lastError}</bdi>
      </Cell>
      <Cell mobile="hidden" fit align="end">
        <OfTotal part={delivery.attempts} total={delivery.maxAttempts} />
      </Cell>
      <Cell mobile="meta" fit align="end" className="text-quiet">
        <Time at={finished ? (delivery.finishedAt ?? now) : delivery.createdAt} now={now} />
      </Cell>
      {canAct ? (
        <Cell mobile="hidden" fit align="end">
          <RowActions delivery={delivery} acts={acts} />
        </Cell>
      ) : null}
    </Row>
  );
}

function WaitsFor({ delivery, now }: { delivery: ListedDelivery; now: string }) {
  const { nextAttemptAt } = delivery;
  const what = whatItWaitsFor(delivery);
  return (
    <span className="inline-block md:min-w-30">
      {what}{" "}
      {delivery.reason === "retry" && nextAttemptAt ? <Time at={nextAttemptAt} now={now} /> : null}
    </span>
  );
}

function RowActions({ delivery, acts }: { delivery: ListedDelivery; acts: RowActs }) {
  if (deliveryStates[delivery.state].terminal) return null;
  return (
    <span className="flex justify-end">
      {delivery.state === "scheduled" ? (
        <Button
          variant="ghost"
          size="sm"
          icon="rotate-cw"
          label="Retry now"
          onClick={() => acts.onRetry(delivery)}
        />
      ) : null}
      <Button
        variant="ghost"
        size="sm"
        icon="ban"
        label="Cancel delivery"
        onClick={() => acts.onCancel(delivery)}
      />
    </span>
  );
}
