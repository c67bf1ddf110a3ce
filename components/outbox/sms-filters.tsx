// The controls above the text messages.
import type { Filters } from "#components/filters/address-filters.ts";
import { FilterSelect } from "#components/filters/filter-select.tsx";
import { FilterText } from "#components/filters/filter-text.tsx";
import { ScriptFilter } from "#components/filters/script-filter.tsx";
import type { SelectOption } from "#components/ui/select.tsx";
import { smsLooks } from "./sms-badge.tsx";

type SmsFiltersProps = {
  filters: Filters;
  scripts: readonly { id: string; name: string }[];
};

const stateOptions: readonly SelectOption[] = [
  { value: "", label: "Any state" },
  ...Object.entries(smsLooks).map(([value, { word }]) => ({ value, label: word })),
];

export function SmsFilterControls({ filters, scripts }: SmsFiltersProps) {
  return (
    <>
      <FilterSelect
        name="state"
        label="State"
        value={filters["state"] ?? ""}
        options={stateOptions}
      />
      <ScriptFilter scripts={scripts} value={filters["scriptId"] ?? ""} />
      <FilterText name="q" label="Recipient" value={filters["q"] ?? ""} maxLength={64} />
    </>
  );
}
