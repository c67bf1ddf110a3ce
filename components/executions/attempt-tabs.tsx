// The attempts of one delivery, each a page of its own. The open one is in sight, however many there are.
import { Icon } from "#components/ui/icon.tsx";
import { useOpenInSight } from "#components/ui/use-open-in-sight.ts";
import type { Attempt } from "#lib/executions/execution-detail.ts";
import { neverRan } from "#lib/executions/never-ran.ts";
import { executionLooks } from "./execution-badge.tsx";

type AttemptTabsProps = {
  attempts: readonly Attempt[];
  /** The execution that is open. */
  current: string;
};

/** Nothing for a single one. */
export function AttemptTabs({ attempts, current }: AttemptTabsProps) {
  const row = useOpenInSight<HTMLElement>(current);
  if (attempts.length < 2) return null;
  return (
    <nav ref={row} className="tabs" aria-label="Attempts">
      {attempts.map((attempt) => (
        <AttemptTab key={attempt.id} {...attempt} isCurrent={attempt.id === current} />
      ))}
    </nav>
  );
}

function AttemptTab({ isCurrent, ...shown }: Attempt & { isCurrent: boolean }) {
  const { id, attempt, status } = shown;
  const { tone, icon, word, moving } = executionLooks[status];
  return (
    <a
      href={`/executions/${id}`}
      className="tab"
      title={word}
      aria-current={isCurrent ? "page" : undefined}
    >
      <span data-tone={tone} className="inline-flex text-(--tone)">
        <Icon name={icon} size={14} className={moving ? "turning" : undefined} />
      </span>
      {neverRan(shown) ? word : `Attempt ${attempt}`}
      <span className="sr-only">{neverRan(shown) ? "before it ran" : word}</span>
    </a>
  );
}
