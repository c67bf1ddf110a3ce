// What is open in the editor, in one line of fixed height: which version, whose, and whether it is all saved.

import type { ScriptEdit } from "#components/scripts/script-edit.ts";
import { Button } from "#components/ui/button.tsx";
import { formatActor } from "#components/ui/format.ts";
import { Icon } from "#components/ui/icon.tsx";
import { Time } from "#components/ui/time.tsx";
import type { VersionSummary } from "#lib/scripts/script-schema.ts";

type EditorStatusProps = {
  edit: ScriptEdit;
  dirty: boolean;
  /** The browser tab keeps what is unsaved. */
  kept: boolean;
  /** Of the version that is open; it is not in the list yet when it was saved a moment ago. */
  summary: VersionSummary | undefined;
  now: string;
  onDiscard: () => void;
};

export function EditorStatus({ edit, dirty, kept, summary, now, onDiscard }: EditorStatusProps) {
  return (
    <div className="flex h-8 min-w-0 items-center gap-2 text-sm">
      {/* Apart from the line itself, whose time changes all the while. */}
      <span role="status" className="sr-only">
        {dirty ? "Unsaved changes" : `Version ${edit.base.version} is saved`}
      </span>
      <span className="shrink-0 font-medium font-mono text-xs tabular-nums max-md:hidden">
        v{edit.base.version}
      </span>
      {dirty ? (
        <Unsaved words={unsavedWords(edit, kept)} onDiscard={onDiscard} />
      ) : (
        <Saved edit={edit} summary={summary} now={now} />
      )}
    </div>
  );
}

function unsavedWords({ restored }: ScriptEdit, kept: boolean): string {
  if (!kept) return "Unsaved changes, lost on reload";
  return restored ? "Unsaved changes restored" : "Unsaved changes";
}

function Unsaved({ words, onDiscard }: { words: string; onDiscard: () => void }) {
  return (
    <>
      <span className="flex min-w-0 items-center gap-1.5 text-amber">
        <Icon name="circle-dot" size={14} />
        <span className="truncate">{words}</span>
      </span>
      <Button size="sm" variant="ghost" onClick={onDiscard}>
        Discard changes
      </Button>
    </>
  );
}

type SavedProps = Pick<EditorStatusProps, "edit" | "summary" | "now">;

function Saved({ edit, summary, now }: SavedProps) {
  const isOld = edit.base.version < edit.known;
  if (!summary) return <span className="truncate text-quiet">Saved just now</span>;
  const { createdBy, createdAt, note } = summary;
  return (
    <span className="flex min-w-0 items-center gap-1.5 text-quiet">
      {isOld ? (
        <>
          <span className="shrink-0">Older version</span>
          <Dot />
        </>
      ) : null}
      <bdi className="min-w-0 truncate" title={formatActor(createdBy)}>
        {formatActor(createdBy)}
      </bdi>
      <Dot />
      <Time at={createdAt} now={now} className="shrink-0" />
      {note === null ? null : (
        <span className="min-w-0 shrink-[9999] truncate max-lg:hidden" title={note}>
          <Dot />
          <bdi className="ml-1.5 text-ink">{note}</bdi>
        </span>
      )}
    </span>
  );
}

function Dot() {
  return (
    <span aria-hidden="true" className="text-faint">
      ·
    </span>
  );
}
