"use client";
// The Code tab: versions at the left, the editor, and above it what is open and what can be done with it. Saving
// makes a version and changes nothing that runs; deploying is a second act with a dialog of its own.
import { EditorActions } from "#components/scripts/editor-actions.tsx";
import { EditorNotices } from "#components/scripts/editor-notices.tsx";
import { EditorStatus } from "#components/scripts/editor-status.tsx";
import { loadSdkNames } from "#components/scripts/load-sdk-names.ts";
import type { SaveVersion } from "#components/scripts/script-actions.ts";
import { useScriptFrame } from "#components/scripts/script-frame.live.tsx";
import { useSave } from "#components/scripts/use-save.ts";
import { useScriptEdit } from "#components/scripts/use-script-edit.ts";
import { VersionList } from "#components/scripts/version-list.tsx";
import { VersionSelect } from "#components/scripts/version-select.tsx";
import { CodeEditor } from "#components/ui/code-editor.tsx";
import type { ScriptVersion, VersionSummary } from "#lib/scripts/script-schema.ts";

type CodeWorkbenchProps = {
  /** The id of who is signed in. */
  author: string;
  /** Newest first. */
  versions: readonly VersionSummary[];
  opened: ScriptVersion;
  /** The version that the address names; null for the newest. */
  asked: number | null;
  /** Where the link that led here points to. */
  openAt: { line: number; column: number } | undefined;
  canWrite: boolean;
  now: string;
  save: SaveVersion;
  hrefOf: (version: number) => string;
  compareHref: (from: number, to: number) => string;
  onOpen: (version: number) => void;
  onSaved: () => void;
};

/** Wide: versions | status, actions; below them the editor. Narrow: one column, the actions at the bottom. */
const places = {
  root: "grid min-h-0 flex-[1_0_30rem] grid-cols-[minmax(0,1fr)] grid-rows-[auto_auto_auto_minmax(0,1fr)_auto] gap-x-4 md:grid-cols-[208px_minmax(0,1fr)_auto] md:grid-rows-[auto_auto_minmax(0,1fr)]",
  versions: "relative border-line border-r max-md:hidden md:row-span-3",
  select: "pb-2 md:hidden",
  status: "pb-2 md:col-start-2 md:row-start-1",
  notices: "pb-2 empty:hidden max-md:row-start-3 md:col-span-2 md:col-start-2 md:row-start-2",
  editor:
    "min-h-0 min-w-0 max-md:row-start-4 max-md:pb-2 md:col-span-2 md:col-start-2 md:row-start-3",
  actions:
    "max-md:sticky max-md:bottom-0 max-md:z-10 max-md:row-start-5 max-md:-mx-4 max-md:-mb-4 max-md:border-line max-md:border-t max-md:bg-page max-md:px-4 max-md:py-2 md:col-start-3 md:row-start-1 md:pb-2",
};

export function CodeWorkbench(props: CodeWorkbenchProps) {
  const { author, versions, opened, asked, canWrite, now, save } = props;
  const { hrefOf, compareHref, onOpen, onSaved } = props;
  const { head, refresh, askDeploy } = useScriptFrame();
  const { id: scriptId, name, language, deployedVersion: deployed } = head.script;
  const newest = versions[0]?.version ?? opened.version;
  const editing = useScriptEdit({ scriptId, author, opened, newest, asked });
  const { edit, dirty, drafts, kept, step } = editing;
  const onStale = () => void refresh();
  const { submit, pending } = useSave({
    scriptId,
    author,
    editing,
    canWrite,
    save,
    onSaved,
    onStale,
  });
  const list = { versions, open: edit.base.version, deployed, drafts };
  const summary = versions.find(({ version }) => version === edit.base.version);
  return (
    <div className={places.root}>
      <div className={places.versions}>
        <VersionList {...list} hrefOf={hrefOf} now={now} />
      </div>
      <div className={places.select}>
        <VersionSelect {...list} onOpen={onOpen} />
      </div>
      <div className={places.status}>
        <EditorStatus
          edit={edit}
          dirty={dirty}
          kept={kept}
          summary={summary}
          now={now}
          onDiscard={() => step({ kind: "discarded" })}
        />
      </div>
      <div className={places.notices}>
        <EditorNotices
          edit={edit}
          newest={head.newest}
          canSave={canWrite && dirty}
          pending={pending}
          hrefOf={hrefOf}
          compareHref={compareHref}
          now={head.now}
          onSaveAnyway={submit}
        />
      </div>
      <div className={places.editor}>
        <CodeEditor
          names={loadSdkNames}
          key={edit.epoch}
          label={`Source of ${name}, version ${edit.base.version}`}
          language={language}
          value={edit.text}
          openAt={edit.base.version === opened.version ? props.openAt : undefined}
          readOnly={!canWrite}
          diagnostics={edit.problems}
          onChange={(text) => step({ kind: "typed", text })}
          onSave={submit}
        />
      </div>
      {canWrite ? (
        <div className={places.actions}>
          <EditorActions
            edit={edit}
            dirty={dirty}
            deployed={deployed}
            pending={pending}
            onNote={(note) => step({ kind: "noted", note })}
            onSave={submit}
            onDeploy={askDeploy}
          />
        </div>
      ) : null}
    </div>
  );
}
