// The place of something that is on its way. Shows itself only after 300 ms, so quick answers do not flicker.

type SkeletonProps = { width?: string; height?: string };

export function Skeleton({ width = "100%", height = "12px" }: SkeletonProps) {
  return <span className="skeleton" aria-hidden="true" style={{ width, height }} />;
}

const widths = ["92%", "78%", "85%", "64%"];

export function SkeletonText({ lines = 3 }: { lines?: number }) {
  return (
    <span className="skeleton-text" aria-hidden="true">
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing but their place.
        <Skeleton key={line} width={widths[line % widths.length] ?? "80%"} />
      ))}
    </span>
  );
}
