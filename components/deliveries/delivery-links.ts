// What a link may narrow a list of deliveries to, beside its controls.
import type { LinkedFilters } from "#components/filters/address-filters.ts";

export const deliveryLinks = {
  eventId: { label: "Event", folder: "/events" },
  subscriptionId: { label: "Subscription", folder: null },
} as const satisfies LinkedFilters;
