// The place of one thing that is on its way: its header, its sentence, its parts, its facts.
import { PageHeader } from "#components/ui/page-header.tsx";
import { Skeleton, SkeletonText } from "#components/ui/skeleton.tsx";

type DetailSkeletonProps = {
  back: { href: string; label: string };
  /** How high its parts are, from the top. */
  parts: readonly string[];
};

export function DetailSkeleton({ back, parts }: DetailSkeletonProps) {
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <PageHeader
        back={back}
        title={<Skeleton width="240px" height="20px" />}
        meta={<Skeleton width="320px" />}
      />
      <Skeleton width="50%" height="16px" />
      <div className="grid min-w-0 gap-8 pt-4 lg:grid-cols-[minmax(0,1fr)_304px]">
        <div className="flex min-w-0 flex-col gap-8">
          {parts.map((height) => (
            <Skeleton key={height} height={height} />
          ))}
        </div>
        <SkeletonText lines={9} />
      </div>
    </div>
  );
}
