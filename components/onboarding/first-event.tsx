"use client";
// The third step of a new tenant: a command that sends an event, with a key that may be made here and is shown once.
import { type ReactNode, useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { type Action, callAction } from "#components/ui/call-action.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { curlOf } from "#lib/events/event-curl.ts";
import { eventTypeProblem } from "#lib/events/event-type.ts";
import type { SetupSteps } from "#lib/overview/setup-steps.ts";

export type FirstEventProps = {
  steps: SetupSteps;
  /** Of this instance, as the person reached it. */
  origin: string;
  /** Null for whom may not. */
  createKey: Action<Record<never, never>, { key: string }> | null;
  /** Further ways to send one; null for whom may not. */
  actions: ReactNode;
};

export function FirstEvent({ steps, origin, createKey, actions }: FirstEventProps) {
  const { key, problem, isPending, create } = useNewKey(createKey);
  return (
    <>
      <Sent eventId={steps.eventId} />
      <CodeBlock
        language="shell"
        label="command that sends an event"
        code={curlOf({ origin, apiKey: key ?? undefined, type: typeOf(steps), dataJson: sample })}
      />
      {key === null ? null : <NewKey apiKey={key} />}
      {problem === null ? null : (
        <Notice tone="danger" role="alert" title="The key was not made">
          {problem}
        </Notice>
      )}
      {actions === null ? null : (
        <div className="flex flex-wrap items-center gap-2">
          {createKey && key === null ? (
            <Button icon="key" pending={isPending} onClick={create}>
              Create an API key
            </Button>
          ) : null}
          {actions}
        </div>
      )}
      <WhoMay canSend={actions !== null} canCreateKey={createKey !== null} />
      <p className="text-quiet text-sm">
        Every call needs an API key.{" "}
        <a
          className="underline underline-offset-2"
          href="/api/v1/openapi.json"
          target="_blank"
          rel="noopener"
        >
          The API’s description (OpenAPI 3.1)
        </a>{" "}
        has the other ways in: batches and CloudEvents.
      </p>
    </>
  );
}

const sample = '{"paymentId": "p-1", "amount": 120, "currency": "EUR"}';

/** The one that the tenant's first subscription waits for, when it is a type and no pattern. */
function typeOf({ eventType }: SetupSteps): string {
  const isType = eventType !== null && eventTypeProblem(eventType) === null;
  return isType ? eventType : "finance.payment.created";
}

function Sent({ eventId }: { eventId: string | null }) {
  if (eventId === null) {
    return <p className="text-quiet">From a terminal, or from your own systems, by HTTP:</p>;
  }
  return (
    <p className="text-quiet">
      It came in:{" "}
      <a className="underline underline-offset-2" href={`/events/${eventId}`}>
        see the event and who reacted
      </a>
      .
    </p>
  );
}

function WhoMay({ canSend, canCreateKey }: { canSend: boolean; canCreateKey: boolean }) {
  if (canCreateKey) return null;
  return (
    <p className="text-quiet">
      {canSend
        ? "An admin of your tenant can create the API key for it."
        : "A developer or an admin of your tenant can send one; an admin can create the API key for it."}
    </p>
  );
}

function NewKey({ apiKey }: { apiKey: string }) {
  return (
    <Notice tone="success" role="status" title="This key is shown only now">
      <span className="flex min-w-0 items-center gap-1">
        <code className="min-w-0 font-mono text-sm [overflow-wrap:anywhere]">{apiKey}</code>
        <CopyButton text={apiKey} label="Copy the API key" />
      </span>
      It is in the command above, too. Whoever has it may do what you may do in this tenant: keep it
      like a password.
    </Notice>
  );
}

function useNewKey(createKey: FirstEventProps["createKey"]) {
  const [key, setKey] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();
  const create = () =>
    startTransition(async () => {
      if (!createKey) return;
      const made = await callAction(createKey, {});
      if (made.ok) setKey(made.value.key);
      setProblem(made.ok ? null : made.failure.detail);
    });
  return { key, problem, isPending, create };
}
