// The controls above the dead letters, and what else a link may narrow them to.
import type { Filters, LinkedFilters } from "#components/filters/address-filters.ts";
import { EventTypeFilter } from "#components/filters/event-type-filter.tsx";
import { FilterSelect } from "#components/filters/filter-select.tsx";
import { ScriptFilter } from "#components/filters/script-filter.tsx";
import type { SelectOption } from "#components/ui/select.tsx";
import { letterLooks } from "./letter-badge.tsx";

type LetterFiltersProps = {
  /** No state is the open ones. */
  filters: Filters;
  scripts: readonly { id: string; name: string }[];
  eventTypes: readonly string[];
};

const stateOptions: readonly SelectOption[] = [
  ...Object.entries(letterLooks).map(([state, { word }]) => ({
    value: state === "open" ? "" : state,
    label: word,
  })),
  { value: "all", label: "Any state" },
];

export function LetterFilterControls({ filters, scripts, eventTypes }: LetterFiltersProps) {
  return (
    <>
      <FilterSelect
        name="state"
        label="State"
        value={filters["state"] ?? ""}
        options={stateOptions}
      />
      <ScriptFilter scripts={scripts} value={filters["scriptId"] ?? ""} />
      <EventTypeFilter value={filters["eventType"] ?? ""} eventTypes={eventTypes} />
    </>
  );
}

/** Filters without a control: they came with a link. */
export const letterLinks = {
  fingerprint: { label: "Error", folder: null },
  eventId: { label: "Event", folder: "/events" },
} as const satisfies LinkedFilters;
