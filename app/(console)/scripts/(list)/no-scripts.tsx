// Instead of an empty list of scripts: what a script is, or that none has the name that was looked for.
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { NewScriptLink } from "./new-script-link.tsx";

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
    <EmptyState icon="script" title="No scripts yet" actions={canWrite ? <NewScriptLink /> : null}>
      A script is JavaScript or TypeScript of yours that runs when an event happens: it reads the
      payload, decides, emits further events. Subscriptions say which events wake it. Each save is a
      version; one of them is deployed.
      {canWrite ? null : " Your role may read scripts; a developer or an admin can write one."}
    </EmptyState>
  );
}
