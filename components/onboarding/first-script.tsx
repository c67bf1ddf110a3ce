// The first two steps of a new tenant: a script, and the event type that wakes it.
import { buttonClass } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { SetupSteps } from "#lib/overview/setup-steps.ts";

type StepProps = { steps: SetupSteps; canManage: boolean };

const linkClass = "underline underline-offset-2 hover:no-underline";

export function ScriptStep({ steps: { scriptId }, canManage }: StepProps) {
  if (scriptId !== null) {
    return (
      <p className="text-quiet">
        <a className={linkClass} href={`/scripts/${scriptId}`}>
          Open the script
        </a>{" "}
        to change and deploy it.
      </p>
    );
  }
  return (
    <>
      <p className="text-quiet">
        JavaScript or TypeScript that runs when an event happens: it reads the payload, decides, and
        emits further events.
      </p>
      {canManage ? (
        <a className={`${buttonClass({ variant: "primary" })} self-start`} href="/scripts/new">
          <Icon name="plus" />
          <span>New script</span>
        </a>
      ) : (
        <p className="text-quiet">A developer or an admin of your tenant can create one.</p>
      )}
    </>
  );
}

export function SubscriptionStep({ steps, canManage }: StepProps) {
  const { scriptId, hasSubscription, eventType } = steps;
  if (hasSubscription) {
    return (
      <p className="text-quiet">
        Events of <bdi className="font-mono text-sm [overflow-wrap:anywhere]">{eventType}</bdi> wake
        it.
      </p>
    );
  }
  return (
    <>
      <p className="text-quiet">
        A subscription says which events wake the script: by their type, and by a filter such as{" "}
        <code className="font-mono text-sm">$.amount &gt; 100</code>.
      </p>
      {scriptId !== null && canManage ? (
        <a
          className={`${buttonClass({ variant: "primary" })} self-start`}
          href={`/scripts/${scriptId}/subscriptions`}
        >
          <Icon name="plus" />
          <span>Add a subscription</span>
        </a>
      ) : null}
      {canManage ? null : (
        <p className="text-quiet">A developer or an admin of your tenant can add one.</p>
      )}
    </>
  );
}
