import { formatNumber } from "#components/ui/format.ts";

/** "2 of 4". */
export function OfTotal({ part, total }: { part: number; total: number }) {
  return (
    <>
      {formatNumber(part)} <span className="text-quiet">of {formatNumber(total)}</span>
    </>
  );
}
