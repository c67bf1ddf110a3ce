// The filters of a list as they stand in its address, without the cursor. Pure.

export type Filters = Readonly<Record<string, string | undefined>>;

/** Filters that no control shows, because they come with a link: what each names, and the folder of its page. */
export type LinkedFilters = Readonly<Record<string, { label: string; folder: string | null }>>;

/** Those of `filters` that came with a link. */
export function linkedOf(filters: Filters, linked: LinkedFilters): Filters {
  return Object.fromEntries(Object.keys(linked).map((name) => [name, filters[name]]));
}

/** The list is asked for less than all. */
export function isNarrowed(filters: Filters): boolean {
  return Object.values(filters).some((value) => value !== undefined);
}
