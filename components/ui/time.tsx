import { formatInstant, formatRelative } from "#components/ui/format.ts";

type TimeProps = {
  at: Date | string;
  /** The moment the page was drawn; the frame keeps relative times going from there. */
  now: Date | string;
  /** "absolute" says the exact time; the other one is always on hover. */
  format?: "relative" | "absolute";
  className?: string | undefined;
};

export function Time({ at, now, format = "relative", className }: TimeProps) {
  const instant = formatInstant(at);
  const relative = formatRelative(at, now);
  const isRelative = format === "relative";
  return (
    <time
      dateTime={new Date(at).toISOString()}
      data-relative={isRelative || undefined}
      title={isRelative ? instant : relative}
      className={className}
    >
      {isRelative ? relative : instant}
    </time>
  );
}
