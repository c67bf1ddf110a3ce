// The place of a delivery that is on its way.
import { PageHeader } from "#components/ui/page-header.tsx";
import { Skeleton, SkeletonText } from "#components/ui/skeleton.tsx";

export function DeliverySkeleton() {
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <PageHeader
        back={{ href: "/deliveries", label: "Deliveries" }}
        title={<Skeleton width="240px" height="20px" />}
        meta={<Skeleton width="320px" />}
      />
      <Skeleton width="50%" height="16px" />
      <div className="grid min-w-0 gap-8 pt-4 lg:grid-cols-[minmax(0,1fr)_304px]">
        <Skeleton height="160px" />
        <SkeletonText lines={9} />
      </div>
    </div>
  );
}
