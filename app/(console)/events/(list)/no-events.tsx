// Instead of an empty list of events: what would bring something here.
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { SetupSteps } from "#lib/overview/setup-steps.ts";
import type { Scope } from "#lib/tenancy/actor.ts";
import { ownOrigin } from "../../own-origin.ts";
import { Setup } from "../../setup.tsx";

type NoEventsProps = {
  /** The list was asked for less than all events. */
  isPart: boolean;
  steps: SetupSteps;
  scopes: readonly Scope[];
};

export async function NoEvents({ isPart, steps, scopes }: NoEventsProps) {
  if (!isPart && steps.eventId === null) {
    return (
      <div className="pt-2">
        <Setup initial={steps} origin={await ownOrigin()} scopes={scopes} />
      </div>
    );
  }
  return (
    <EmptyState
      icon="search"
      title="No events match these filters"
      actions={<LinkButton href="/events">Clear filters</LinkButton>}
    >
      New matches appear here.
    </EmptyState>
  );
}
