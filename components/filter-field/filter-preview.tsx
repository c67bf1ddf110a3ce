// How many of the newest events a filter would match, while it is typed, and some of them. Swapped in by htmx.
import { formatNumber } from "#components/ui/format.ts";
import { shortId } from "#components/ui/id.tsx";
import { linkClass } from "#components/ui/link-class.ts";

export type PreviewView = {
  /** Events that were looked at, the newest ones. */
  tested: number;
  matched: number;
  sampleEventIds: readonly string[];
  /** The look ended before it had seen as many as `wanted`, although there are more. */
  partial: boolean;
  wanted: number;
};

const shownSamples = 3;

export function FilterPreview({ preview }: { preview: PreviewView }) {
  const samples = preview.sampleEventIds.slice(0, shownSamples);
  return (
    <>
      <p className={`transition-opacity ${isInVain(preview) ? "text-amber" : "text-quiet"}`}>
        {countOf(preview)}
      </p>
      {samples.length > 0 ? (
        <p className="flex basis-full flex-wrap gap-x-2 text-quiet transition-opacity">
          Newest:
          {samples.map((id) => (
            <a
              key={id}
              href={`/events/${id}`}
              target="_blank"
              rel="noopener"
              className={`${linkClass} font-mono`}
              aria-label={`Event ${shortId(id)}, opens in a new tab`}
            >
              {shortId(id)}
            </a>
          ))}
        </p>
      ) : null}
    </>
  );
}

function isInVain({ tested, matched }: PreviewView): boolean {
  return tested > 0 && matched === 0;
}

function countOf({ tested, matched, partial, wanted }: PreviewView): string {
  if (tested === 0) {
    return partial
      ? "The newest events could not be looked at just now"
      : "No event of this type was received yet";
  }
  const many = matched === 0 ? "Matches none" : `Matches ${formatNumber(matched)}`;
  if (partial) {
    return `${many} of ${formatNumber(tested)}: no time to look at all of the last ${formatNumber(wanted)}`;
  }
  const last = `${many} of the last ${formatNumber(tested)}`;
  return tested < wanted ? `${last} (all there are)` : last;
}
