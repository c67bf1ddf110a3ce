// What else a list of deliveries is narrowed to, by a link that led to it.
import { FilterChips } from "#components/filters/filter-chips.tsx";
import { withQuery } from "#lib/shared/with-query.ts";

const linked = {
  eventId: { label: "Event", folder: "/events" },
  subscriptionId: { label: "Subscription", folder: null },
} as const;

type DeliveryFilterChipsProps = {
  path: string;
  filters: Readonly<Record<string, string | undefined>>;
};

export function DeliveryFilterChips({ path, filters }: DeliveryFilterChipsProps) {
  const chips = Object.entries(linked).flatMap(([name, { label, folder }]) => {
    const id = filters[name];
    if (!id) return [];
    const without = withQuery(path, { ...filters, [name]: undefined });
    return [{ label, id, without, href: folder ? `${folder}/${id}` : undefined }];
  });
  return <FilterChips chips={chips} />;
}
