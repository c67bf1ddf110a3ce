// Filters that came with a link and no control shows: what the list is narrowed to, and a way out.
import { Icon } from "#components/ui/icon.tsx";
import { shortId } from "#components/ui/id.tsx";

export type FilterChip = {
  /** What is named: "Event". */
  label: string;
  id: string;
  /** The page of what is named. */
  href?: string | undefined;
  /** The list without this filter. */
  without: string;
};

export function FilterChips({ chips }: { chips: readonly FilterChip[] }) {
  if (chips.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-2 pb-3" aria-label="Narrowed to">
      {chips.map(({ label, id, href, without }) => (
        <li
          key={label}
          className="inline-flex h-7 max-w-full items-center rounded border border-line-strong text-xs"
        >
          <span className="truncate pl-2 text-quiet" title={id}>
            {label}{" "}
            {href ? (
              <a href={href} className="font-mono text-ink hover:underline">
                {shortId(id)}
              </a>
            ) : (
              <span className="font-mono text-ink">{shortId(id)}</span>
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
      ))}
    </ul>
  );
}
