// Save, then deploy: beside the status on wide windows, a bar at the bottom on narrow ones.
import { type FormEvent, useEffect, useRef } from "react";
import type { ScriptEdit } from "#components/scripts/script-edit.ts";
import { Button } from "#components/ui/button.tsx";
import { Field, fieldControl } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

type EditorActionsProps = {
  edit: ScriptEdit;
  dirty: boolean;
  deployed: number;
  pending: boolean;
  onNote: (note: string) => void;
  onSave: () => void;
  /** Null while the test panel is open: it has the button that runs. */
  onTest: (() => void) | null;
  onDeploy: (version: number) => void;
};

export function EditorActions(props: EditorActionsProps) {
  const { edit, dirty, deployed, pending, onSave, onTest, onDeploy } = props;
  const { version } = edit.base;
  const { form, noteWhere } = useFocusAfterNote(dirty);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    noteWhere();
    onSave();
  };
  return (
    <form ref={form} onSubmit={submit} className="flex min-w-0 items-start justify-end gap-2">
      {dirty ? <Note {...props} /> : null}
      {onTest ? (
        <Button
          icon="play"
          aria-keyshortcuts="Meta+Enter Control+Enter"
          title="Run what is in the editor for an event (⌘↵ or Ctrl+↵)"
          onClick={onTest}
        >
          Test
        </Button>
      ) : null}
      <Button
        type="submit"
        icon="save"
        variant={dirty ? "primary" : "secondary"}
        aria-disabled={!dirty}
        pending={pending}
        aria-keyshortcuts="Meta+S Control+S"
        title={dirty ? "Save as a new version (⌘S or Ctrl+S)" : "Nothing to save"}
      >
        Save
      </Button>
      {dirty || version === deployed ? null : (
        <Button
          icon={version < deployed ? "undo" : "rocket"}
          variant={version < deployed ? "secondary" : "primary"}
          onClick={() => onDeploy(version)}
        >
          {version < deployed ? "Roll back to" : "Deploy"} v{version}
        </Button>
      )}
    </form>
  );
}

/** Saved by Enter in the note: the note is gone then, and the keyboard goes on from the button beside it. */
function useFocusAfterNote(dirty: boolean) {
  const form = useRef<HTMLFormElement>(null);
  const isFromNote = useRef(false);
  useEffect(() => {
    if (dirty || !isFromNote.current) return;
    isFromNote.current = false;
    if (document.activeElement === document.body)
      form.current?.querySelector<HTMLElement>("[type=submit]")?.focus();
  }, [dirty]);
  const noteWhere = () => {
    isFromNote.current = document.activeElement instanceof HTMLInputElement;
  };
  return { form, noteWhere };
}

/** Beside an open test panel it leaves the line to what it says about the text. */
function Note({ edit, onNote, onTest }: EditorActionsProps) {
  const has = { error: edit.noteError };
  return (
    <Field
      id="version-note"
      label="What changed"
      hideLabel
      error={edit.noteError ?? undefined}
      className={`min-w-0 flex-1 md:w-64 ${onTest ? "" : "xl:w-32 2xl:w-64"}`}
    >
      <Input
        {...fieldControl("version-note", has)}
        name="note"
        placeholder="What changed (optional)"
        maxLength={500}
        autoComplete="off"
        dir="auto"
        value={edit.note}
        onChange={(event) => onNote(event.target.value)}
      />
    </Field>
  );
}
