// The controls above the list of events. They stand in the address.
import type { Filters } from "#components/filters/address-filters.ts";
import { EventTypeFilter } from "#components/filters/event-type-filter.tsx";
import { FilterSelect } from "#components/filters/filter-select.tsx";
import type { SelectOption } from "#components/ui/select.tsx";
import { eventRanges } from "#lib/events/listed-event.ts";
import { ExpressionFilter } from "./expression-filter.tsx";

type EventFiltersProps = {
  /** As they stand in the address. */
  filters: Filters;
  eventTypes: readonly string[];
  /** Of what is wrong with the filter expression. */
  faultId: string | undefined;
};

const statusOptions: readonly SelectOption[] = [
  { value: "", label: "Any status" },
  { value: "routed", label: "Routed" },
  { value: "no_subscriber", label: "No subscriber" },
  { value: "unrouted", label: "Not routed yet" },
];

const rangeOptions: readonly SelectOption[] = [
  { value: "", label: "All time" },
  ...Object.entries(eventRanges).flatMap(([value, { label, minutes }]) =>
    minutes === null ? [] : [{ value, label }],
  ),
];

export function EventFilterControls({ filters, eventTypes, faultId }: EventFiltersProps) {
  return (
    <>
      <EventTypeFilter name="type" value={filters["type"] ?? ""} eventTypes={eventTypes} />
      <FilterSelect
        name="status"
        label="Status"
        value={filters["status"] ?? ""}
        options={statusOptions}
      />
      <FilterSelect
        name="range"
        label="Received"
        value={filters["range"] ?? ""}
        options={rangeOptions}
      />
      <ExpressionFilter value={filters["q"] ?? ""} faultId={faultId} />
    </>
  );
}
