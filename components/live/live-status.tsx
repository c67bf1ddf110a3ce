// Says that what is on the screen does not follow what happens any more; silent while it does (the frame says "Live").
import { Icon } from "#components/ui/icon.tsx";
import type { LiveState } from "./live-pace.ts";

export function LiveStatus({ state }: { state: LiveState }) {
  return (
    <span role="status" className="inline-flex min-w-0 items-center gap-1.5 text-xs">
      {state.kind === "reconnecting" ? (
        <>
          <Icon name="loader" size={12} className="turning text-amber" />
          <span className="text-quiet">Reconnecting…</span>
        </>
      ) : null}
      {state.kind === "refused" ? (
        <>
          <Icon name="circle-alert" size={12} className="text-red" />
          <span className="truncate text-quiet" title={state.detail}>
            Not live: {state.detail}
          </span>
        </>
      ) : null}
    </span>
  );
}

/** Where no other line has room for it: takes none while everything is as it should be. */
export function LiveStatusLine({ state }: { state: LiveState }) {
  const isQuiet = state.kind === "live" || state.kind === "over";
  return (
    <div className={isQuiet ? "sr-only" : "min-w-0 pb-2"}>
      <LiveStatus state={state} />
    </div>
  );
}
