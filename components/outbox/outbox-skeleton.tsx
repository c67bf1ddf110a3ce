// The place of the text messages that are on their way, as high as short ones.
import { FilterBarSkeleton } from "#components/ui/list-skeleton.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { smsGrid } from "./sms-item.tsx";

const widths = ["min(100%,300px)", "min(100%,220px)", "min(100%,340px)", "min(100%,180px)"];

export function OutboxSkeleton() {
  return (
    <div className="min-w-0">
      <FilterBarSkeleton />
      {[...widths, ...widths].map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have nothing but their place.
        <div key={index} className={smsGrid}>
          <Skeleton width="112px" />
          <Skeleton width={width} height="36px" />
          <Skeleton width="120px" />
        </div>
      ))}
    </div>
  );
}
