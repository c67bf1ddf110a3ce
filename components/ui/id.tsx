import { classNames } from "#components/ui/class-names.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { linkClass } from "#components/ui/link-class.ts";

type IdProps = {
  value: string;
  /** Shown whole where there is room for it. */
  full?: boolean;
  className?: string | undefined;
};

/** First and last characters of an id, its whole on hover, and a button that copies it. */
export function Id({ value, full = false, className }: IdProps) {
  return (
    <span className={classNames("id", className)} title={value}>
      <span className="id-text">{full ? value : shortId(value)}</span>
      <CopyButton text={value} label="Copy id" />
    </span>
  );
}

/** An id that leads to what it names. */
export function LinkedId({ href, id }: { href: string; id: string }) {
  return (
    <span className="id">
      <a className={`id-text ${linkClass}`} href={href} title={id}>
        {shortId(id)}
      </a>
      <CopyButton text={id} label="Copy id" />
    </span>
  );
}

/** Enough of both ends to tell two ids apart: time-ordered ids share their beginnings. */
export function shortId(value: string): string {
  return value.length <= 14 ? value : `${value.slice(0, 6)}…${value.slice(-5)}`;
}
