// What most subscriptions leave as it is: the waits between retries, ordering, loops. Folded while it does.
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field, fieldControl } from "#components/ui/field.tsx";
import { Icon } from "#components/ui/icon.tsx";
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
    <details open={isOpen} className="group/more">
      <summary className="flex w-fit list-none items-center gap-1 rounded py-1 text-sm font-medium text-quiet hover:text-ink">
        <Icon name="chevron-right" size={14} className="group-open/more:rotate-90" />
        More options
      </summary>
      <div className="mt-3 grid gap-4">
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
    </details>
  );
}
