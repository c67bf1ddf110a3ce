import type { ReactNode } from "react";

type FilterBarProps = {
  /** The filter controls, each as wide as it needs. */
  children: ReactNode;
  /** At the far end: refresh, export, add. */
  end?: ReactNode;
  label?: string;
};

/** One line above a table; scrolls nothing, wraps where it must. Controls inside are `size="sm"`. */
export function FilterBar({ children, end, label = "Filters" }: FilterBarProps) {
  return (
    <search className="filter-bar" aria-label={label}>
      <div className="filter-bar-controls">{children}</div>
      {end ? <div className="filter-bar-end">{end}</div> : null}
    </search>
  );
}
