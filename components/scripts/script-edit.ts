// What is in the editor of a script, and how it changes. Pure: nothing typed is lost by a refusal, a newer version of
// somebody else, or a save that is still on its way while the author types on.
import type { CodeProblem } from "#components/ui/code-problem.ts";
import type { Failure } from "#lib/shared/failure.ts";

export type Opened = { version: number; source: string };

/** What a browser tab keeps of unsaved work. */
export type Draft = { text: string; note: string; known: number };

export type ScriptEdit = {
  /** The version that the text is compared with. */
  base: Opened;
  text: string;
  note: string;
  /** The newest version the author knows of: a save on top of a newer one is refused. */
  known: number;
  /** The tab's draft was looked for, so it may be written over. */
  loaded: boolean;
  /** The text came from the tab's draft. */
  restored: boolean;
  /** Another one is another editor, with no undo into the text before. */
  epoch: number;
  problems: readonly CodeProblem[];
  noteError: string | null;
  /** Why the last save was refused, where it was neither the source nor the note. */
  refusal: Failure | null;
};

export type EditStep =
  | { kind: "opened"; opened: Opened; known: number }
  | { kind: "draft-loaded"; draft: Draft | null }
  | { kind: "typed"; text: string }
  | { kind: "noted"; note: string }
  | { kind: "discarded" }
  | { kind: "saved"; saved: Opened }
  | { kind: "refused"; failure: Failure }
  /** The author has seen what is newer and saves on top of it. */
  | { kind: "caught-up"; known: number };

export function startEdit(opened: Opened, known: number): ScriptEdit {
  return { ...untouched(opened), known, loaded: false, epoch: 0 };
}

export function isDirty({ text, base }: ScriptEdit): boolean {
  return text !== base.source;
}

export function stepEdit(edit: ScriptEdit, step: EditStep): ScriptEdit {
  switch (step.kind) {
    case "opened":
      return open(edit, step);
    case "draft-loaded":
      return step.draft
        ? { ...edit, ...step.draft, loaded: true, restored: step.draft.text !== edit.base.source }
        : { ...edit, loaded: true };
    case "typed":
      return { ...edit, text: step.text };
    case "noted":
      return { ...edit, note: step.note, noteError: null };
    case "discarded":
      return { ...edit, ...untouched(edit.base) };
    case "saved":
      // What was typed while the save was on its way stays, as unsaved changes on top of it.
      return { ...edit, ...untouched(step.saved), known: step.saved.version, text: edit.text };
    case "refused":
      return { ...edit, ...readRefusal(step.failure) };
    case "caught-up":
      return { ...edit, known: step.known, refusal: null };
  }
}

/** The version that was just saved is open already. */
function open(edit: ScriptEdit, { opened, known }: { opened: Opened; known: number }): ScriptEdit {
  if (opened.version === edit.base.version) return edit;
  return { ...untouched(opened), known, loaded: false, epoch: edit.epoch + 1 };
}

function untouched(base: Opened) {
  const problems: readonly CodeProblem[] = [];
  return {
    base,
    text: base.source,
    note: "",
    restored: false,
    problems,
    noteError: null,
    refusal: null,
  };
}

function readRefusal(failure: Failure): Pick<ScriptEdit, "problems" | "noteError" | "refusal"> {
  const errors = failure.errors ?? [];
  const problems = errors.flatMap(({ path, message, line = 1, column = 1 }) =>
    path === "source" ? [{ message, line, column }] : [],
  );
  const noteError = errors.find(({ path }) => path === "note")?.message ?? null;
  const isPlaced = problems.length > 0 || noteError !== null;
  return { problems, noteError, refusal: isPlaced ? null : failure };
}
