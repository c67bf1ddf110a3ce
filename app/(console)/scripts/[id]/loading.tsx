import { SkeletonText } from "#components/ui/skeleton.tsx";

/** The room of the editor, which takes what the window has. */
export default function CodeLoading() {
  return (
    <div className="grid min-h-0 flex-[1_0_30rem] gap-x-4 md:grid-cols-[208px_minmax(0,1fr)]">
      <div className="border-line border-r pr-3 max-md:hidden">
        <SkeletonText lines={6} />
      </div>
      <div className="flex min-h-0 flex-col gap-2">
        <div className="h-8" />
        <div className="flex-1 rounded-md border border-line bg-sunken p-4">
          <SkeletonText lines={12} />
        </div>
      </div>
    </div>
  );
}
