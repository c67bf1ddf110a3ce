// The chain an event belongs to: what reactions to it emitted, each below what it came from.
import { classNames } from "#components/ui/class-names.ts";
import { Time } from "#components/ui/time.tsx";
import { arrangeChain, type ChainEvent, type ChainRow } from "#lib/events/event-chain.ts";

type ChainTreeProps = {
  events: readonly ChainEvent[];
  /** The event whose page this is. */
  current: string;
  isCut: boolean;
  now: string;
};

export function ChainTree({ events, current, isCut, now }: ChainTreeProps) {
  return (
    <>
      <ol className="flex min-w-0 flex-col text-sm">
        {arrangeChain(events).map((event) => (
          <Link key={event.id} event={event} isCurrent={event.id === current} now={now} />
        ))}
      </ol>
      {isCut ? <p className="pt-2 text-quiet text-sm">The chain has more than these 100.</p> : null}
    </>
  );
}

/** Deeper than this the indentation stops: the loop guard ends a chain after ten hops, edited replays go further. */
const deepest = 10;

type LinkProps = { event: ChainRow; isCurrent: boolean; now: string };

function Link({ event, isCurrent, now }: LinkProps) {
  const { id, type, depth, scriptName, replayOf, status, receivedAt } = event;
  return (
    <li
      className="flex min-w-0 border-line border-l-0"
      style={{ paddingInlineStart: `${Math.min(depth, deepest) * 14}px` }}
    >
      <a
        href={`/events/${id}`}
        aria-current={isCurrent ? "page" : undefined}
        className={classNames(
          "flex min-w-0 flex-1 flex-col rounded px-2 py-1.5 hover:bg-hover",
          isCurrent && "bg-selected",
          depth > 0 && "border-line border-l",
        )}
      >
        <span className="flex min-w-0 items-baseline gap-2">
          <bdi className="min-w-0 flex-1 truncate font-mono text-xs" title={type}>
            {type}
          </bdi>
          <Time at={receivedAt} now={now} className="flex-none text-quiet text-xs" />
        </span>
        <span className="truncate text-quiet text-xs">
          {originOf({ depth, scriptName, replayOf })}
          {status === "no_subscriber" ? " · no subscriber" : null}
          {status === "unrouted" ? " · not routed yet" : null}
        </span>
      </a>
    </li>
  );
}

function originOf({
  depth,
  scriptName,
  replayOf,
}: Pick<ChainRow, "depth" | "scriptName" | "replayOf">) {
  if (replayOf !== null) return "Replayed with an edited payload";
  if (scriptName !== null) return <bdi>Emitted by {scriptName}</bdi>;
  return depth === 0 ? "Came from outside" : "Emitted by a script";
}
