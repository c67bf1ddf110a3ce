// The controls above the dead letters, and what else they are narrowed to.
import { type FilterChip, FilterChips } from "#components/filters/filter-chips.tsx";
import { FilterSelect } from "#components/filters/filter-select.tsx";
import { FilterText } from "#components/filters/filter-text.tsx";
import type { SelectOption } from "#components/ui/select.tsx";
import { withQuery } from "#lib/shared/with-query.ts";
import { letterLooks } from "./letter-badge.tsx";

/** As they stand in the address; no state is the open ones. */
export type LetterFilters = Readonly<Record<string, string | undefined>>;

type LetterFiltersProps = {
  filters: LetterFilters;
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
      <FilterSelect
        name="scriptId"
        label="Script"
        value={filters["scriptId"] ?? ""}
        options={[
          { value: "", label: "Any script" },
          ...scripts.map(({ id, name }) => ({ value: id, label: name })),
        ]}
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
const linkedFilters = {
  fingerprint: { label: "Error", folder: null },
  eventId: { label: "Event", folder: "/events" },
} as const;

export function linkedOf(filters: LetterFilters): LetterFilters {
  return Object.fromEntries(Object.keys(linkedFilters).map((name) => [name, filters[name]]));
}

export function LetterFilterChips({ path, filters }: { path: string; filters: LetterFilters }) {
  const chips = Object.entries(linkedFilters).flatMap(([name, { label, folder }]): FilterChip[] => {
    const id = filters[name];
    if (!id) return [];
    const without = withQuery(path, { ...filters, [name]: undefined });
    return [{ label, id, without, href: folder ? `${folder}/${id}` : undefined }];
  });
  return <FilterChips chips={chips} />;
}
