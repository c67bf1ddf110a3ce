// What can be done with one dead letter, inside an island. The dialogs' answers swap this part from afar.
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { linkClass } from "#components/ui/link-class.ts";
import type { LetterState } from "#lib/dead-letters/letter-schema.ts";

export type LetterActionsProps = {
  letter: {
    id: string;
    state: LetterState;
    /** False when its script or subscription is gone: it can only be discarded. */
    replayable?: boolean;
  };
  /** The actor's scopes hold `replay`. */
  mayReplay: boolean;
  /** The delivery that a replay has just made. */
  deliveryId?: string;
  /** As an answer: takes the place of the part that is on the page. */
  isAnswer?: boolean;
};

export function LetterActions(props: LetterActionsProps) {
  const { letter, mayReplay, deliveryId, isAnswer = false } = props;
  return (
    <div
      id={`letter-actions-${letter.id}`}
      className="flex flex-wrap items-center gap-2"
      hx-swap-oob={isAnswer ? "true" : undefined}
    >
      {letter.state === "replaying" ? <Replaying deliveryId={deliveryId} /> : null}
      {letter.state === "open" && mayReplay ? <Buttons letter={letter} /> : null}
    </div>
  );
}

function Replaying({ deliveryId }: { deliveryId: string | undefined }) {
  return (
    <p className="flex items-center gap-2 text-sm text-quiet">
      <Icon name="loader" size={14} className="turning text-blue" />
      Replaying…
      {deliveryId ? (
        <a className={linkClass} href={`/deliveries/${deliveryId}`}>
          View delivery
        </a>
      ) : null}
    </p>
  );
}

function Buttons({ letter: { id, replayable = true } }: Pick<LetterActionsProps, "letter">) {
  const common = { "hx-target": "#modal", "hx-sync": "this:drop" } as const;
  return (
    <>
      {replayable ? (
        <Button
          {...common}
          id={`replay-${id}`}
          icon="rotate-cw"
          hx-get={`/fragments/dead-letters/${id}/replay`}
          data-focus-fallback
        >
          Replay…
        </Button>
      ) : null}
      <Button {...common} id={`discard-${id}`} hx-get={`/fragments/dead-letters/${id}/discard`}>
        Discard…
      </Button>
    </>
  );
}
