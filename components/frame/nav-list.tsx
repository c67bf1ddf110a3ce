// The links of the navigation. `rail` shows only the icons between 768 and 1100 px.
import { currentHref } from "#components/frame/current-item.ts";
import type { NavGroup, NavItem } from "#components/frame/navigation.ts";
import { classNames } from "#components/ui/class-names.ts";
import { formatCount, formatNumber } from "#components/ui/format.ts";
import { Icon } from "#components/ui/icon.tsx";

type NavListProps = { groups: readonly NavGroup[]; path: string; rail?: boolean };

export function NavList({ groups, path, rail = false }: NavListProps) {
  const hrefs = groups.flatMap(({ items }) => items.map(({ href }) => href));
  const current = currentHref(hrefs, path);
  return groups.map(({ label, items }) => (
    <div key={items[0]?.href} className="flex flex-col gap-px">
      {label ? (
        <p className={classNames("px-2 pb-1 text-faint text-xs", rail && "max-[1099px]:sr-only")}>
          {label}
        </p>
      ) : null}
      <ul className="flex flex-col gap-px">
        {items.map((item) => (
          <li key={item.href}>
            <NavLink item={item} current={item.href === current} rail={rail} />
          </li>
        ))}
      </ul>
    </div>
  ));
}

function NavLink({ item, current, rail }: { item: NavItem; current: boolean; rail: boolean }) {
  const { href, label, icon } = item;
  return (
    <a
      href={href}
      data-tip={label}
      aria-current={current ? "page" : undefined}
      className={classNames(
        "relative flex h-8 items-center gap-2.5 rounded px-2 text-sm max-md:h-10",
        current ? "bg-selected font-medium text-ink" : "text-quiet hover:bg-hover hover:text-ink",
      )}
    >
      <Icon name={icon} className={current ? "text-accent" : undefined} />
      <span className={classNames("min-w-0 truncate", rail && "max-[1099px]:sr-only")}>
        {label}
      </span>
      <Count item={item} rail={rail} />
    </a>
  );
}

function Count({ item, rail }: { item: NavItem; rail: boolean }) {
  const { count = 0, countText, countLabel = "" } = item;
  if (count === 0) return null;
  return (
    <>
      {rail ? (
        <span
          aria-hidden="true"
          className="absolute top-1.5 left-5 hidden size-2 rounded-full border-2 border-sunken bg-danger box-content max-[1099px]:block"
        />
      ) : null}
      <span
        title={`${countText ?? formatNumber(count)} ${countLabel}`.trim()}
        className={classNames(
          "ml-auto rounded-full bg-red-soft px-1.5 font-medium text-red text-xs tabular-nums",
          rail && "max-[1099px]:sr-only",
        )}
      >
        {countText ?? formatCount(count)}
        <span className="sr-only"> {countLabel}</span>
      </span>
    </>
  );
}
