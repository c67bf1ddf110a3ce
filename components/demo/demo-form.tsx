// What to send, how fast and for how long.
import {
  type DemoLength,
  type DemoPlan,
  demoFamilies,
  demoLengths,
  demoRates,
} from "#lib/demo/demo-plan.ts";
import { Choices } from "./choices.tsx";

type DemoFormProps = { plan: DemoPlan; onChange: (plan: DemoPlan) => void };

const families = [
  { value: "erp", ...demoFamilies.erp },
  { value: "github", ...demoFamilies.github },
] as const;
const lengths: readonly DemoLength[] = ["short", "long", "open"];

export function DemoForm({ plan, onChange }: DemoFormProps) {
  return (
    <div className="grid gap-4">
      <Choices
        name="family"
        legend="What"
        options={families}
        value={plan.family}
        onChange={(family) => onChange({ ...plan, family })}
      />
      <Choices
        name="rate"
        legend="Events per second"
        options={demoRates.map((rate) => ({ value: rate, label: String(rate) }))}
        value={plan.rate}
        onChange={(rate) => onChange({ ...plan, rate })}
      />
      <Choices
        name="length"
        legend="For how long"
        options={lengths.map((length) => ({ value: length, label: demoLengths[length].label }))}
        value={plan.length}
        onChange={(length) => onChange({ ...plan, length })}
      />
    </div>
  );
}
