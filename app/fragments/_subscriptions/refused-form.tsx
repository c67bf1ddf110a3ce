// The form again, as it was sent, with what is wrong with it.
import type { ReactNode } from "react";
import { errorsByField } from "#app/fragments/_forms/form-errors.ts";
import { sentFields } from "#components/subscriptions/form-fields.ts";
import { type FormView, SubscriptionForm } from "#components/subscriptions/subscription-form.tsx";
import type { Tx } from "#db/client.ts";
import type { Failure } from "#lib/shared/failure.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { judgeFilter, readEventTypes } from "./read-views.ts";

type Sent = { tx: Tx; actor: Actor; fields: Record<string, string>; failure: Failure };

export async function drawRefused(
  of: FormView["of"],
  { tx, actor, fields: sent, failure }: Sent,
): Promise<ReactNode> {
  const fields = sentFields(sent);
  return (
    <SubscriptionForm
      of={of}
      fields={fields}
      verdict={judgeFilter(fields.filter)}
      errors={errorsByField(failure, Object.keys(fields))}
      eventTypes={await readEventTypes(tx, actor)}
    />
  );
}
