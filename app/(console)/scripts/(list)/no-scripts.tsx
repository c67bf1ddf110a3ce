// Instead of an empty list of scripts: what a script is, or that none has the name that was looked for.
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

type NoScriptsProps = {
  /** What was looked for; empty for nothing. */
  name: string;
  /** The list was asked for less than all scripts. */
  isPart: boolean;
  canWrite: boolean;
};

export function NoScripts({ name, isPart, canWrite }: NoScriptsProps) {
  if (isPart) {
    return (
      <EmptyState
        icon="search"
        title={name === "" ? "No further scripts" : `No script has “${name}” in its name`}
        actions={<LinkButton href="/scripts">Show all scripts</LinkButton>}
      />
    );
  }
  return (
    <EmptyState icon="code" title="No scripts yet">
      A script is JavaScript or TypeScript that runs when an event matches one of its subscriptions.
      Every save is a version; the one you deploy runs.
      {canWrite ? null : " A developer or an admin can write one."}
    </EmptyState>
  );
}
