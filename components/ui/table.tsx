// The dense table: rows are links, header and first column stay, and a phone gets items of two lines.
import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";

/**
 * Where a cell goes under 768 px. Line one: lead (narrow, before), primary (takes the room), meta (at the end).
 * Line two: secondary, and detail at the end. Hidden cells are for wide windows only.
 */
export type MobilePlace = "lead" | "primary" | "meta" | "secondary" | "detail" | "hidden";

type TableProps = {
  /** What the rows are: "Executions". */
  label: string;
  /** What its columns need: 640, 820 or 1080 px. With less, it scrolls sideways by itself. */
  room?: "sm" | "md" | "lg";
  children: ReactNode;
  className?: string | undefined;
};

export function Table({ label, room = "md", children, className }: TableProps) {
  return (
    <div className={classNames("table-room", className)}>
      <div className="table-scroll" data-room={room}>
        <table className="data-table" aria-label={label}>
          {children}
        </table>
      </div>
    </div>
  );
}

export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead>
      <tr>{children}</tr>
    </thead>
  );
}

type HeadCellProps = {
  children?: ReactNode;
  align?: "start" | "end";
  /** As narrow as the column's content; else columns share the room by `width`. */
  fit?: boolean;
  /** Of the table: "30%". */
  width?: string;
  /** A column without a visible title (ticks, actions) says its name here. */
  label?: string;
};

export function HeadCell({ children, align, fit, width, label }: HeadCellProps) {
  return (
    <th
      scope="col"
      data-align={align}
      data-fit={fit || undefined}
      style={width ? { width } : undefined}
    >
      {label ? <span className="sr-only">{label}</span> : children}
    </th>
  );
}

export function TableBody({ id, children }: { id?: string; children: ReactNode }) {
  return <tbody id={id}>{children}</tbody>;
}

type RowProps = {
  /** Makes the whole row a link; the first cell then holds a RowLink to the same place. */
  href?: string | undefined;
  selected?: boolean | undefined;
  /** Drawn back: switched off, cancelled, of no consequence. */
  quiet?: boolean | undefined;
  id?: string | undefined;
  children: ReactNode;
};

export function Row({ href, selected, quiet, id, children }: RowProps) {
  return (
    <tr id={id} data-selected={selected || undefined} data-quiet={quiet || undefined}>
      {children}
      {href ? (
        <td className="row-cover" aria-hidden="true">
          {/* biome-ignore lint/a11y/useAnchorContent: the pointer's share of the RowLink, which has the words. */}
          <a href={href} tabIndex={-1} />
        </td>
      ) : null}
    </tr>
  );
}

/** The link of its row, in the first cell: what a keyboard reaches and a screen reader says. */
export function RowLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} className="row-link">
      {children}
    </a>
  );
}

type CellProps = {
  mobile: MobilePlace;
  align?: "start" | "end";
  fit?: boolean;
  mono?: boolean;
  /** The whole text, where it may be cut. */
  title?: string | undefined;
  className?: string | undefined;
  children?: ReactNode;
};

export function Cell({ mobile, align, fit, mono, title, className, children }: CellProps) {
  return (
    <td
      data-mobile={mobile}
      data-align={align}
      data-fit={fit || undefined}
      title={title}
      className={classNames(mono && "font-mono text-xs", className) || undefined}
    >
      {children}
    </td>
  );
}

/** Rows of the same height as real ones, while the first page is on its way. */
export function SkeletonRows({ rows = 8, columns }: { rows?: number; columns: number }) {
  return Array.from({ length: rows }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike.
    <tr key={row}>
      {Array.from({ length: columns }, (_, column) => (
        <td
          // biome-ignore lint/suspicious/noArrayIndexKey: so are the cells.
          key={column}
          data-mobile={column === 0 ? "primary" : "hidden"}
        >
          <span
            className="skeleton"
            style={{ width: `${40 + ((row * 7 + column * 13) % 5) * 12}%` }}
          />
        </td>
      ))}
    </tr>
  ));
}
