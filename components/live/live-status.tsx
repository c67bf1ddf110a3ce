// Whether what is on the screen follows what happens: one word beside the list's filters.
import { classNames } from "#components/ui/class-names.ts";
import type { LiveState } from "./live-pace.ts";

const words = {
  live: "Live",
  reconnecting: "Reconnecting…",
  refused: "Stopped",
  over: "",
} as const;

const dots = {
  live: "bg-green",
  reconnecting: "bg-amber",
  refused: "bg-red",
  over: "bg-grey",
} as const;

/** Nothing at all for what will not change any more. */
export function LiveStatus({ state, className }: { state: LiveState; className?: string }) {
  if (state.kind === "over") return null;
  return (
    <span
      role="status"
      title={state.kind === "refused" ? state.detail : undefined}
      className={classNames("inline-flex items-center gap-1.5 text-quiet text-xs", className)}
    >
      <span aria-hidden="true" className={`size-1.5 rounded-full ${dots[state.kind]}`} />
      {words[state.kind]}
    </span>
  );
}
