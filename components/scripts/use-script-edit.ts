"use client";
// The text in the editor of a script, kept in the browser tab until it is saved.
import { type Dispatch, useEffect, useReducer, useState } from "react";
import {
  draftVersions,
  dropDraft,
  readDraft,
  writeDraft,
} from "#components/scripts/script-drafts.ts";
import {
  type EditStep,
  isDirty,
  type Opened,
  type ScriptEdit,
  startEdit,
  stepEdit,
} from "#components/scripts/script-edit.ts";

type Options = {
  scriptId: string;
  /** Who is signed in: nobody else finds the draft. */
  author: string;
  opened: Opened;
  newest: number;
  /** The version that the address names; null for the newest. */
  asked: number | null;
};
export type Editing = {
  edit: ScriptEdit;
  dirty: boolean;
  /** Versions with unsaved work in this tab. */
  drafts: readonly number[];
  /** False when the browser keeps nothing for this tab: only a save does. */
  kept: boolean;
  step: Dispatch<EditStep>;
};

export function useScriptEdit({ scriptId, author, opened, newest, asked }: Options): Editing {
  const [edit, step] = useReducer(stepEdit, null, () => startEdit(opened, newest));
  const { base, text, note, known, loaded } = edit;
  const dirty = isDirty(edit);
  const [kept, setKept] = useState(true);
  const [drafts, setDrafts] = useState<readonly number[]>([]);

  // Somebody may save while this is open: the address shows another newest version then, the editor stays as it is.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another address opens another version.
  useEffect(() => {
    step({ kind: "opened", opened, known: newest });
  }, [asked]);

  useEffect(() => {
    if (!loaded)
      step({ kind: "draft-loaded", draft: readDraft({ author, scriptId }, base.version) });
  }, [author, scriptId, base.version, loaded]);

  useEffect(() => {
    if (!loaded) return;
    const place = { author, scriptId };
    if (dirty) setKept(writeDraft(place, base.version, { text, note, known }));
    else dropDraft(place, base.version);
    setDrafts(draftVersions(place));
  }, [author, scriptId, base.version, loaded, dirty, text, note, known]);

  useLeaveWarning(dirty);
  return { edit, dirty, drafts, kept, step };
}

/** The tab's draft ends with the tab: the browser asks before it is closed. */
export function useLeaveWarning(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [dirty]);
}
