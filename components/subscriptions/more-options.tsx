// What most subscriptions leave as it is: the waits between retries, ordering, loops. Folded while it does.
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Field, fieldControl } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { BackoffFields } from "./backoff-fields.tsx";
import { type FormFields, hasMoreOptions } from "./form-fields.ts";

const own = ["backoffKind", "baseDelay", "factor", "maxDelay", "delay", "delays", "orderingKey"];
const keyHint = "Deliveries with the same value run one at a time, in event order.";

type MoreOptionsProps = { fields: FormFields; errors: Readonly<Record<string, string>> };

export function MoreOptions({ fields, errors }: MoreOptionsProps) {
  const orderingError = errors["orderingKey"];
  const isOpen = hasMoreOptions(fields) || own.some((name) => errors[name] !== undefined);
  return (
    <Disclosure summary="More options" open={isOpen} className="font-medium text-sm">
      <div className="mt-3 grid gap-4 font-normal">
        <BackoffFields fields={fields} errors={errors} />
        <Field id="orderingKey" label="Ordering key" optional hint={keyHint} error={orderingError}>
          <Input
            {...fieldControl("orderingKey", { hint: keyHint, error: orderingError })}
            name="orderingKey"
            mono
            defaultValue={fields.orderingKey}
            placeholder="$.orderId"
            spellCheck={false}
            autoComplete="off"
          />
        </Field>
        <Checkbox
          name="onLoop"
          value="allow"
          defaultChecked={fields.onLoop === "allow"}
          label="Run again within one chain of events"
          hint="Otherwise an event that this subscription has already led to is skipped."
        />
      </div>
    </Disclosure>
  );
}
