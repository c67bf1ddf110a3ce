// In the top bar, while demo events are being sent: how far it is, and the way back to the dialog.
import { formatCount } from "#components/ui/format.ts";
import { Icon } from "#components/ui/icon.tsx";
import type { DemoRunState } from "./demo-run.ts";
import { sentCount, sentWords } from "./demo-words.ts";

type DemoSignProps = { state: DemoRunState; onOpen: () => void };

export function DemoSign({ state, onOpen }: DemoSignProps) {
  const isStuck = state.trouble !== null;
  return (
    <button
      type="button"
      onClick={onOpen}
      title={isStuck ? (state.trouble ?? undefined) : "Demo events are being sent"}
      className="flex h-8 min-w-0 shrink-0 items-center gap-1.5 rounded px-2 text-quiet text-xs tabular-nums hover:bg-hover hover:text-ink"
    >
      <Icon
        name={isStuck ? "triangle-alert" : "loader"}
        size={12}
        className={isStuck ? "text-amber" : "turning text-accent"}
      />
      <span className="max-sm:sr-only">Demo events: {sentWords(state)}</span>
      <span className="sm:hidden" aria-hidden="true">
        {formatCount(sentCount(state))}
      </span>
    </button>
  );
}
