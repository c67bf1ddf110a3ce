"use client";
// The Code tab: versions at the left, the editor, above it what is open and what can be done with it, and beside it a
// panel to test what is in it. Saving makes a version and changes nothing that runs; deploying is a second act.
import { type ReactNode, useRef } from "react";
import { EditorActions } from "#components/scripts/editor-actions.tsx";
import { EditorNotices } from "#components/scripts/editor-notices.tsx";
import { EditorStatus } from "#components/scripts/editor-status.tsx";
import { loadSdkNames } from "#components/scripts/load-sdk-names.ts";
import type { SaveVersion } from "#components/scripts/script-actions.ts";
import { useScriptFrame } from "#components/scripts/script-frame.live.tsx";
import { type Submit, useSave } from "#components/scripts/use-save.ts";
import { type Editing, useScriptEdit } from "#components/scripts/use-script-edit.ts";
import { VersionList } from "#components/scripts/version-list.tsx";
import { VersionSelect } from "#components/scripts/version-select.tsx";
import { type TestChoices, TestPanel } from "#components/test-runs/test-panel.form.tsx";
import {
  type TestOpening,
  useRunProblems,
  useTestBench,
} from "#components/test-runs/use-test-bench.ts";
import { CodeEditor, type CodeEditorHandle } from "#components/ui/code-editor.tsx";
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
  test: { choices: TestChoices; opening: TestOpening };
  hrefOf: (version: number) => string;
  compareHref: (from: number, to: number) => string;
  onOpen: (version: number) => void;
  onSaved: () => void;
  onTestOpening: (opening: TestOpening) => void;
};

/** Wide: versions | status, actions; below them the editor. Narrow: one column, the actions at the bottom. */
const places = {
  root: "grid min-h-0 min-w-0 flex-[1_0_30rem] grid-cols-[minmax(0,1fr)] grid-rows-[auto_auto_auto_minmax(0,1fr)_auto] gap-x-4 md:grid-cols-[208px_minmax(0,1fr)_auto] md:grid-rows-[auto_auto_minmax(0,1fr)]",
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
  const { author, versions, opened, asked, canWrite, save, test, onSaved } = props;
  const { head, refresh } = useScriptFrame();
  const scriptId = head.script.id;
  const newest = versions[0]?.version ?? opened.version;
  const editing = useScriptEdit({ scriptId, author, opened, newest, asked });
  const onStale = () => void refresh();
  const saving = useSave({ scriptId, author, editing, canWrite, save, onSaved, onStale });
  const bench = useTestBench({
    ...test,
    scriptId,
    editing,
    mayRun: canWrite,
    types: test.choices.subscribed,
    onOpening: props.onTestOpening,
  });
  const editor = useRef<CodeEditorHandle>(null);
  const problems = useRunProblems(bench, editing.edit);
  const { language, name } = head.script;
  const { base, epoch, text } = editing.edit;
  return (
    <Places {...props} editing={editing} saving={saving} onTest={bench.isOpen ? null : bench.open}>
      <CodeEditor
        names={loadSdkNames}
        ref={editor}
        key={epoch}
        label={`Source of ${name}, version ${base.version}`}
        language={language}
        value={text}
        openAt={base.version === opened.version ? props.openAt : undefined}
        readOnly={!canWrite}
        diagnostics={problems}
        onChange={(typed) => editing.step({ kind: "typed", text: typed })}
        onSave={saving.submit}
        onRun={canWrite ? bench.submit : undefined}
      />
      {canWrite && bench.isOpen ? (
        <TestPanel
          bench={bench}
          choices={test.choices}
          onPlace={(place) => editor.current?.goTo(place)}
        />
      ) : null}
    </Places>
  );
}

type PlacesProps = CodeWorkbenchProps & {
  editing: Editing;
  saving: { submit: Submit; pending: boolean };
  /** Null while the panel is open. */
  onTest: (() => void) | null;
  /** The editor, and the test panel. */
  children: [editor: ReactNode, panel: ReactNode];
};

function Places({ editing, saving, onTest, children: [editor, panel], ...props }: PlacesProps) {
  const { versions, canWrite, now, hrefOf, compareHref, onOpen } = props;
  const { head, askDeploy } = useScriptFrame();
  const { edit, dirty, drafts, kept, step } = editing;
  const { submit, pending } = saving;
  const { deployedVersion: deployed } = head.script;
  const list = { versions, open: edit.base.version, deployed, drafts };
  const summary = versions.find(({ version }) => version === edit.base.version);
  const onDiscard = () => step({ kind: "discarded" });
  const status = { edit, dirty, kept, summary, now, onDiscard };
  const notices = { edit, newest: head.newest, pending, hrefOf, compareHref, now: head.now };
  const actions = { edit, dirty, deployed, pending, onTest, onSave: submit, onDeploy: askDeploy };
  return (
    <div className="flex min-w-0 flex-[1_0_auto] flex-col gap-4 xl:flex-row">
      <div className={places.root}>
        <div className={places.versions}>
          <VersionList {...list} hrefOf={hrefOf} now={now} />
        </div>
        <div className={places.select}>
          <VersionSelect {...list} onOpen={onOpen} />
        </div>
        <div className={places.status}>
          <EditorStatus {...status} />
        </div>
        <div className={places.notices}>
          <EditorNotices {...notices} canSave={canWrite && dirty} onSaveAnyway={submit} />
        </div>
        <div className={places.editor}>{editor}</div>
        {canWrite ? (
          <div className={places.actions}>
            <EditorActions {...actions} onNote={(note) => step({ kind: "noted", note })} />
          </div>
        ) : null}
      </div>
      {panel}
    </div>
  );
}
