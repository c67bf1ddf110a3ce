// The controls above a list of executions, and what else it is narrowed to.
import { FilterChips } from "#components/filters/filter-chips.tsx";
import { FilterSelect } from "#components/filters/filter-select.tsx";
import { FilterText } from "#components/filters/filter-text.tsx";
import type { SelectOption } from "#components/ui/select.tsx";
import { executionRanges } from "#lib/executions/listed-execution.ts";
import { withQuery } from "#lib/shared/with-query.ts";
import { executionLooks } from "./execution-badge.tsx";

/** As they stand in the address. */
export type ExecutionFilters = Readonly<Record<string, string | undefined>>;

type ExecutionFiltersProps = {
  filters: ExecutionFilters;
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
      {scripts ? (
        <FilterSelect
          name="scriptId"
          label="Script"
          value={filters["scriptId"] ?? ""}
          options={[
            { value: "", label: "Any script" },
            ...scripts.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      ) : null}
      <FilterSelect
        name="range"
        label="Started"
        value={filters["range"] === "all" ? "" : (filters["range"] ?? "")}
        options={rangeOptions}
      />
      <FilterText
        name="eventType"
        label="Event type"
        value={filters["eventType"] ?? ""}
        known={eventTypes}
        maxLength={128}
      />
    </>
  );
}

/** Filters without a control: they came with a link. */
export const linkedFilters = {
  eventId: { label: "Event", folder: "/events" },
  deliveryId: { label: "Delivery", folder: "/deliveries" },
  subscriptionId: { label: "Subscription", folder: null },
} as const;

export function ExecutionFilterChips({
  path,
  filters,
}: {
  path: string;
  filters: ExecutionFilters;
}) {
  const chips = Object.entries(linkedFilters).flatMap(([name, { label, folder }]) => {
    const id = filters[name];
    if (!id) return [];
    const without = withQuery(path, { ...filters, [name]: undefined });
    return [{ label, id, without, href: folder ? `${folder}/${id}` : undefined }];
  });
  return <FilterChips chips={chips} />;
}
