// What the author must know before going on: somebody saved a newer version, or the last save was refused.

import type { ScriptEdit } from "#components/scripts/script-edit.ts";
import { Button } from "#components/ui/button.tsx";
import { formatActor } from "#components/ui/format.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Time } from "#components/ui/time.tsx";
import type { VersionSummary } from "#lib/scripts/script-schema.ts";

type EditorNoticesProps = {
  edit: ScriptEdit;
  newest: VersionSummary;
  /** There is something to save, and the person may. */
  canSave: boolean;
  pending: boolean;
  hrefOf: (version: number) => string;
  /** What somebody changed between two versions. */
  compareHref: (from: number, to: number) => string;
  now: string;
  /** Saves on top of the newest version, which the author now knows of. */
  onSaveAnyway: (newest: number) => void;
};

export function EditorNotices(props: EditorNoticesProps) {
  const { edit, newest } = props;
  if (newest.version > edit.known) return <NewerVersion {...props} />;
  if (!edit.refusal) return null;
  return (
    <Notice tone="danger" role="alert" title="Not saved">
      {edit.refusal.detail}
    </Notice>
  );
}

function NewerVersion(props: EditorNoticesProps) {
  const { edit, newest, canSave, pending, hrefOf, compareHref, now, onSaveAnyway } = props;
  const { version, createdBy, createdAt } = newest;
  return (
    <Notice
      tone={edit.refusal ? "warning" : "info"}
      role="alert"
      title={
        <>
          v{version} was saved by <bdi>{formatActor(createdBy)}</bdi>{" "}
          {/* An alert is read out anew whenever it changes, and this does every second. */}
          <span aria-hidden="true">
            <Time at={createdAt} now={now} />
          </span>
        </>
      }
      actions={
        <>
          <LinkButton href={compareHref(edit.known, version)} size="sm">
            See what changed
          </LinkButton>
          <LinkButton href={hrefOf(version)} size="sm">
            {`Open v${version}`}
          </LinkButton>
          {canSave ? (
            <Button size="sm" pending={pending} onClick={() => onSaveAnyway(version)}>
              Save mine as v{version + 1}
            </Button>
          ) : null}
        </>
      }
    >
      {canSave ? "Your changes are kept in this tab, whatever you open." : null}
    </Notice>
  );
}
