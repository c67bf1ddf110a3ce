// What happens when a script is deleted, as sentences with their counts.
import { formatNumber, formatPlural } from "#components/ui/format.ts";
import type { ScriptDependents } from "#lib/scripts/script-activity.ts";
import { countDependents } from "./count-dependents.ts";

export function DeletionEffects({ dependents }: { dependents: ScriptDependents }) {
  return (
    <ul className="flex list-disc flex-col gap-1 pl-5 text-quiet text-sm marker:text-faint">
      {effectsOf(dependents).map((effect) => (
        <li key={effect}>{effect}</li>
      ))}
    </ul>
  );
}

function effectsOf({ subscriptions, queued, openLetters }: ScriptDependents): string[] {
  const { active, all } = subscriptions;
  return [
    all === 0
      ? "It has no subscriptions: nothing runs it now."
      : `${formatPlural(all, "subscription")} (${formatNumber(active)} active) will be deleted: no event will run this script again.`,
    queued === 0
      ? "No deliveries are queued."
      : `${countDependents(queued, "queued delivery", "queued deliveries")} will be cancelled. A run that has started may end.`,
    ...(openLetters === 0
      ? []
      : [
          `${countDependents(openLetters, "open dead letter", "open dead letters")} will stay, but can no longer be replayed.`,
        ]),
    "Its executions and their logs stay. The name becomes free. This cannot be undone.",
  ];
}
