// "12 new": floats over the upper edge of a list, takes no room, and is the only thing that moves its rows. Where the
// list does not follow any more, it says that instead.
import { formatNumber } from "#components/ui/format.ts";
import { Icon } from "#components/ui/icon.tsx";
import type { LiveState } from "./live-pace.ts";
import { LiveStatus } from "./live-status.tsx";

type NewRowsBarProps = {
  held: { count: number; more: boolean };
  /** Rows on the screen that no longer belong to the list. */
  left?: number;
  state?: LiveState;
  onShow: () => void;
};

export function NewRowsBar({ held, left = 0, state, onShow }: NewRowsBarProps) {
  const words = wordsOf(held, left);
  const isQuiet = !state || state.kind === "live" || state.kind === "over";
  return (
    <div
      data-passing=""
      className="pointer-events-none sticky top-(--frame-top,0px) z-10 flex h-0 justify-center gap-2 *:pointer-events-auto *:translate-y-0.5"
    >
      {words ? (
        <button
          type="button"
          onClick={onShow}
          className="inline-flex h-7 items-center gap-1.5 rounded-full bg-accent px-3 font-medium text-on-accent text-xs tabular-nums shadow-float hover:bg-accent-hover"
        >
          <Icon name={held.count > 0 ? "arrow-up" : "refresh"} size={14} />
          {words}
        </button>
      ) : null}
      {isQuiet ? null : (
        <span className="inline-flex h-7 max-w-full items-center rounded-full bg-raised px-3 shadow-float">
          <LiveStatus state={state} />
        </span>
      )}
      <span role="status" className="sr-only">
        {words ? "The list has changed" : ""}
      </span>
    </div>
  );
}

function wordsOf({ count, more }: NewRowsBarProps["held"], left: number): string | null {
  if (count > 0) return `${formatNumber(count)}${more ? "+" : ""} new`;
  return left > 0 ? `${formatNumber(left)} changed` : null;
}
