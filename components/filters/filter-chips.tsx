// Filters that came with a link and no control shows: what the list is narrowed to, and a way out.
import { Icon } from "#components/ui/icon.tsx";
import { shortId } from "#components/ui/id.tsx";
import { withQuery } from "#lib/shared/with-query.ts";
import type { Filters, LinkedFilters } from "./address-filters.ts";

type FilterChipsProps = {
  /** The list's path. */
  path: string;
  filters: Filters;
  linked: LinkedFilters;
};

export function FilterChips({ path, filters, linked }: FilterChipsProps) {
  const chips = Object.entries(linked).flatMap(([name, { label, folder }]) => {
    const id = filters[name];
    if (!id) return [];
    const without = withQuery(path, { ...filters, [name]: undefined });
    return [{ label, id, without, href: folder === null ? null : `${folder}/${id}` }];
  });
  if (chips.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-2 pb-3" aria-label="Narrowed to">
      {chips.map((chip) => (
        <Chip key={chip.label} {...chip} />
      ))}
    </ul>
  );
}

type ChipProps = {
  /** What is named: "Event". */
  label: string;
  id: string;
  /** The page of what is named. */
  href: string | null;
  /** The list without this filter. */
  without: string;
};

function Chip({ label, id, href, without }: ChipProps) {
  return (
    <li className="inline-flex h-7 max-w-full items-center rounded border border-line-strong text-xs">
      <span className="truncate pl-2 text-quiet" title={id}>
        {label}{" "}
        {href === null ? (
          <span className="font-mono text-ink">{shortId(id)}</span>
        ) : (
          <a href={href} className="font-mono text-ink hover:underline">
            {shortId(id)}
          </a>
        )}
      </span>
      <a
        href={without}
        className="grid h-full w-7 flex-none place-items-center text-faint hover:text-ink"
        aria-label={`Without the filter ${label}`}
        title="Remove filter"
      >
        <Icon name="x" size={14} />
      </a>
    </li>
  );
}
