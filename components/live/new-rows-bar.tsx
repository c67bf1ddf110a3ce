// "12 new": floats over the upper edge of a list, takes no room, and is the only thing that moves its rows.
import { Icon } from "#components/ui/icon.tsx";

type NewRowsBarProps = {
  held: { count: number; more: boolean };
  /** Rows on the screen that no longer belong to the list. */
  left?: number;
  onShow: () => void;
};

export function NewRowsBar({ held, left = 0, onShow }: NewRowsBarProps) {
  const words = wordsOf(held, left);
  return (
    <div className="pointer-events-none sticky top-[calc(var(--frame-top,0px)+4px)] z-10 flex h-0 justify-center">
      {words ? (
        <button
          type="button"
          onClick={onShow}
          className="-translate-y-1/2 pointer-events-auto inline-flex h-7 items-center gap-1.5 rounded-md bg-accent px-3 font-medium text-on-accent text-xs tabular-nums shadow-float hover:bg-accent-hover"
        >
          <Icon name="arrow-up" size={14} />
          {words}
        </button>
      ) : null}
      <span role="status" className="sr-only">
        {words ? "The list has changed" : ""}
      </span>
    </div>
  );
}

function wordsOf({ count, more }: NewRowsBarProps["held"], left: number): string | null {
  if (count > 0) return `${count.toLocaleString("en")}${more ? "+" : ""} new`;
  return left > 0 ? `${left.toLocaleString("en")} changed` : null;
}
