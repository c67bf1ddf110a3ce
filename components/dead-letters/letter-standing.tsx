// How a dead letter stands, in plain words: what failed, what there is to do, and where its newest replay is.
import { DeliveryBadge } from "#components/deliveries/delivery-badge.tsx";
import { ExecutionBadge } from "#components/executions/execution-badge.tsx";
import type { LetterDetail } from "#lib/dead-letters/listed-letter.ts";
import { adviseOnLetter, describeLetter } from "./letter-sentence.ts";
import type { Repair } from "./match-repairs.ts";

/** Whether the newest replay is what its state is about. */
const isItsReplay: Record<LetterDetail["state"], boolean> = {
  open: false,
  replaying: true,
  resolved: true,
  discarded: false,
};

type LetterStandingProps = { letter: LetterDetail; newest: Repair | undefined };

export function LetterStanding({ letter, newest }: LetterStandingProps) {
  const lastStatus =
    letter.history.findLast(({ deliveryId }) => deliveryId === letter.deliveryId)?.status ?? null;
  return (
    <div className="grid min-w-0 gap-1" aria-live="polite">
      <p className="text-base [overflow-wrap:anywhere]">
        {describeLetter({ ...letter, lastStatus })}.
      </p>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-quiet text-sm">
        <span>{adviseOnLetter(letter)}</span>
        {newest && isItsReplay[letter.state] ? <WhereItRuns repair={newest} /> : null}
      </p>
    </div>
  );
}

/** The delivery until it has run, and the run from then on. */
function WhereItRuns({ repair: { deliveryId, lastRun, waiting } }: { repair: Repair }) {
  return (
    <>
      {deliveryId && waiting ? (
        <a className="hover:underline" href={`/deliveries/${deliveryId}`}>
          Delivery <DeliveryBadge state={waiting} plain />
        </a>
      ) : null}
      {lastRun ? (
        <a className="hover:underline" href={`/executions/${lastRun.id}`}>
          Execution <ExecutionBadge status={lastRun.status} plain />
        </a>
      ) : null}
    </>
  );
}
