// The subscription that a new script begins with.
import type { NewScriptFields } from "#components/scripts/new-script-input.ts";
import type { ErrorOf, SetFields } from "#components/scripts/use-new-script.ts";
import { Field, fieldControl } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

type FirstSubscriptionProps = {
  fields: NewScriptFields;
  set: SetFields;
  errorOf: ErrorOf;
  eventTypes: readonly string[];
};

export function FirstSubscription({ fields, set, errorOf, eventTypes }: FirstSubscriptionProps) {
  const typeError = errorOf("subscription.eventType");
  const filterError = errorOf("subscription.filter");
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <Field
        id="event-type"
        label="Event type"
        optional
        hint="A type, a prefix such as finance.*, or * for every event."
        error={typeError}
      >
        <Input
          {...fieldControl("event-type", { hint: true, error: typeError })}
          name="eventType"
          mono
          list="event-types"
          autoComplete="off"
          spellCheck={false}
          placeholder="finance.payment.created"
          value={fields.eventType}
          onChange={(event) => set({ eventType: event.target.value })}
        />
        <datalist id="event-types">
          {eventTypes.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </Field>
      <Field
        id="filter"
        label="Filter"
        optional
        hint="Runs only for events where this is true. $ is the payload."
        error={filterError}
      >
        <Input
          {...fieldControl("filter", { hint: true, error: filterError })}
          name="filter"
          mono
          autoComplete="off"
          spellCheck={false}
          placeholder="$.amount > 100"
          value={fields.filter}
          onChange={(event) => set({ filter: event.target.value })}
        />
      </Field>
    </div>
  );
}
