// Whether the page follows what happens. Pure: who reads live tells it.
import { classNames } from "#components/ui/class-names.ts";
import { Icon } from "#components/ui/icon.tsx";

type LiveIndicatorState = "live" | "reconnecting";

const looks = {
  live: { word: "Live", tone: "text-green", title: "New rows arrive by themselves" },
  reconnecting: {
    word: "Reconnecting…",
    tone: "text-amber",
    title: "The server does not answer; trying again",
  },
} as const;

export function LiveIndicator({ state }: { state: LiveIndicatorState }) {
  const { word, title } = looks[state];
  return (
    <span
      title={title}
      className="inline-flex h-8 shrink-0 items-center gap-1.5 rounded px-2 text-quiet text-xs"
    >
      <Mark state={state} />
      <span role="status" className="max-sm:sr-only">
        {word}
      </span>
    </span>
  );
}

function Mark({ state }: { state: LiveIndicatorState }) {
  const { tone } = looks[state];
  if (state === "reconnecting") {
    return <Icon name="loader" size={12} className={classNames("turning", tone)} />;
  }
  return (
    <span className={classNames("grid size-3 place-items-center", tone)}>
      <span className="size-2 rounded-full bg-current" />
    </span>
  );
}
