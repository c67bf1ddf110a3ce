// Whether the page follows what happens. Pure: who reads live tells it.
import { classNames } from "#components/ui/class-names.ts";
import { Icon } from "#components/ui/icon.tsx";

export type LiveIndicatorState = "live" | "paused" | "reconnecting";

type LiveIndicatorProps = {
  state: LiveIndicatorState;
  /** Makes it a switch between live and paused. */
  onToggle?: (() => void) | undefined;
};

const looks = {
  live: { word: "Live", tone: "text-green", title: "New rows arrive by themselves" },
  paused: { word: "Paused", tone: "text-quiet", title: "New rows wait" },
  reconnecting: {
    word: "Reconnecting…",
    tone: "text-amber",
    title: "The server does not answer; trying again",
  },
} as const;

export function LiveIndicator({ state, onToggle }: LiveIndicatorProps) {
  const { word, title } = looks[state];
  const className = "inline-flex h-8 shrink-0 items-center gap-1.5 rounded px-2 text-xs";
  const content = (
    <>
      <Mark state={state} />
      <span role="status" className="max-sm:sr-only">
        {word}
      </span>
    </>
  );
  if (!onToggle) {
    return (
      <span title={title} className={`${className} text-quiet`}>
        {content}
      </span>
    );
  }
  return (
    <button
      type="button"
      title={state === "paused" ? "Follow again" : "Stop following"}
      onClick={onToggle}
      className={`${className} text-quiet hover:bg-hover hover:text-ink`}
    >
      {content}
    </button>
  );
}

function Mark({ state }: { state: LiveIndicatorState }) {
  const { tone } = looks[state];
  if (state === "paused") return <Icon name="pause" size={12} className={tone} />;
  if (state === "reconnecting") {
    return <Icon name="loader" size={12} className={classNames("turning", tone)} />;
  }
  return (
    <span className={classNames("grid size-3 place-items-center", tone)}>
      <span className="size-2 rounded-full bg-current" />
    </span>
  );
}
