// The dialog in which a subscription is added or changed. Refused, it comes back with the faults at its fields.

import { FilterField } from "#components/filter-field/filter-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import {
  DialogActions,
  DialogBody,
  DialogClose,
  DialogHead,
  dialogFormClass,
} from "#components/ui/dialog-parts.tsx";
import { Field, fieldControl } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { FilterVerdict } from "#lib/filters/check-filter.ts";
import type { FormFields } from "./form-fields.ts";
import { MoreOptions } from "./more-options.tsx";

export type FormView = {
  /** A new one of a script, or one that is there. */
  of: { scriptId: string } | { subscriptionId: string };
  fields: FormFields;
  verdict: FilterVerdict | null;
  /** By field; `""` is about the whole form. */
  errors: Readonly<Record<string, string>>;
  /** Event types to choose from. */
  eventTypes: readonly string[];
};

export function SubscriptionForm({ of, fields, verdict, errors, eventTypes }: FormView) {
  const isNew = "scriptId" in of;
  const target = isNew
    ? { "hx-post": `/fragments/scripts/${of.scriptId}/subscriptions` }
    : { "hx-put": `/fragments/subscriptions/${of.subscriptionId}` };
  const done = isNew ? "Event subscription added" : "Event subscription saved";
  return (
    <form
      id="subscription-form"
      {...target}
      hx-target="#subscriptions"
      hx-swap="outerMorph"
      hx-status-422="target:#subscription-form swap:outerMorph"
      hx-status-409="target:#subscription-form swap:outerMorph"
      hx-sync="this:drop"
      data-done={done}
      noValidate
      className={`${dialogFormClass} group/form`}
    >
      <DialogHead
        titleId="modal-title"
        title={isNew ? "Add event subscription" : "Edit event subscription"}
      />
      <DialogBody>
        <div className="grid gap-4">
          {errors[""] ? (
            <Notice tone="danger" role="alert">
              {errors[""]}
            </Notice>
          ) : null}
          <EventTypeField fields={fields} error={errors["eventType"]} eventTypes={eventTypes} />
          <FilterField source={fields.filter} verdict={verdict} />
          <div className="grid grid-cols-2 items-start gap-3">
            <WholeNumber
              name="priority"
              label="Priority"
              hint="0 runs first"
              fields={fields}
              error={errors["priority"]}
            />
            <WholeNumber
              name="retryCount"
              label="Retries"
              hint="0 to 20, after the first run"
              fields={fields}
              error={errors["retryCount"]}
            />
          </div>
          <Checkbox
            name="active"
            value="true"
            defaultChecked={fields.active === "true"}
            label="Active"
            hint="Inactive, it skips new events; what is queued still runs."
          />
          <MoreOptions fields={fields} errors={errors} />
        </div>
      </DialogBody>
      <DialogActions>
        <Button data-close>Cancel</Button>
        <Button type="submit" variant="primary">
          {isNew ? "Add subscription" : "Save subscription"}
        </Button>
      </DialogActions>
      <DialogClose />
    </form>
  );
}

type EventTypeProps = {
  fields: FormFields;
  error: string | undefined;
  eventTypes: readonly string[];
};

const typeHint =
  "A type such as finance.payment.created, a prefix such as finance.*, or * for all.";

function EventTypeField({ fields, error, eventTypes }: EventTypeProps) {
  return (
    <Field id="eventType" label="Event type" hint={typeHint} error={error}>
      <Input
        {...fieldControl("eventType", { hint: typeHint, error })}
        name="eventType"
        list="event-types"
        mono
        defaultValue={fields.eventType}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        required
        className="[&::-webkit-calendar-picker-indicator]:hidden!"
      />
      <datalist id="event-types">
        {eventTypes.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </Field>
  );
}

type WholeNumberProps = {
  name: "priority" | "retryCount";
  label: string;
  hint: string;
  fields: FormFields;
  error: string | undefined;
};

function WholeNumber({ name, label, hint, fields, error }: WholeNumberProps) {
  return (
    <Field id={name} label={label} hint={hint} error={error}>
      <Input
        {...fieldControl(name, { hint, error })}
        name={name}
        defaultValue={fields[name]}
        inputMode="numeric"
        autoComplete="off"
      />
    </Field>
  );
}
