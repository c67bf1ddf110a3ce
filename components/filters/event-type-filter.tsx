// Narrows a list to one type of event, completed from the types that are known.
import { FilterText } from "./filter-text.tsx";

type EventTypeFilterProps = {
  /** Its name in the address. */
  name?: string;
  /** As the address has it; empty for any. */
  value: string;
  eventTypes: readonly string[];
};

export function EventTypeFilter({ name = "eventType", value, eventTypes }: EventTypeFilterProps) {
  return (
    <FilterText name={name} label="Event type" value={value} known={eventTypes} maxLength={128} />
  );
}
