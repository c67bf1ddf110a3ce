// The controls above a list of executions, and what else a link may narrow it to.
import type { Filters, LinkedFilters } from "#components/filters/address-filters.ts";
import { EventTypeFilter } from "#components/filters/event-type-filter.tsx";
import { FilterSelect } from "#components/filters/filter-select.tsx";
import { ScriptFilter } from "#components/filters/script-filter.tsx";
import type { SelectOption } from "#components/ui/select.tsx";
import { executionRanges } from "#lib/executions/listed-execution.ts";
import { executionLooks } from "./execution-badge.tsx";

type ExecutionFiltersProps = {
  filters: Filters;
  /** Null where the page is about one script. */
  scripts: readonly { id: string; name: string }[] | null;
  eventTypes: readonly string[];
};

const statusOptions: readonly SelectOption[] = [
  { value: "", label: "Any status" },
  { value: "failure", label: "Any failure" },
  ...Object.entries(executionLooks).map(([value, { word }]) => ({ value, label: word })),
];

const rangeOptions: readonly SelectOption[] = [
  { value: "", label: "All time" },
  ...Object.entries(executionRanges).flatMap(([value, { label, hours }]) =>
    hours === null ? [] : [{ value, label }],
  ),
];

export function ExecutionFilterControls({ filters, scripts, eventTypes }: ExecutionFiltersProps) {
  return (
    <>
      <FilterSelect
        name="status"
        label="Status"
        value={filters["status"] ?? ""}
        options={statusOptions}
      />
      {scripts ? <ScriptFilter scripts={scripts} value={filters["scriptId"] ?? ""} /> : null}
      <FilterSelect
        name="range"
        label="Started"
        value={filters["range"] ?? ""}
        options={rangeOptions}
      />
      <EventTypeFilter value={filters["eventType"] ?? ""} eventTypes={eventTypes} />
    </>
  );
}

/** Filters without a control: they came with a link. */
export const executionLinks = {
  eventId: { label: "Event", folder: "/events" },
  deliveryId: { label: "Delivery", folder: "/deliveries" },
  subscriptionId: { label: "Subscription", folder: null },
} as const satisfies LinkedFilters;
