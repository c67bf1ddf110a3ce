import { formatDuration } from "#components/ui/format.ts";

type DurationProps = { ms: number | null | undefined; className?: string | undefined };

/** How long something took; a dash while it is not known. */
export function Duration({ ms, className }: DurationProps) {
  if (ms === null || ms === undefined) return <span className="text-faint">–</span>;
  return <span className={className ?? "tabular-nums"}>{formatDuration(ms)}</span>;
}
