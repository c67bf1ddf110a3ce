"use client";
// Saving what is in the editor as the next version. A refusal leaves the text as it is and says why.
import { useEffect, useEffectEvent, useTransition } from "react";
import type { SaveVersion } from "#components/scripts/script-actions.ts";
import { dropDraft } from "#components/scripts/script-drafts.ts";
import type { Editing } from "#components/scripts/use-script-edit.ts";
import { callAction } from "#components/ui/call-action.ts";

type Options = {
  scriptId: string;
  author: string;
  editing: Editing;
  canWrite: boolean;
  save: SaveVersion;
  onSaved: () => void;
  /** Somebody saved in between: time to look who. */
  onStale: () => void;
};

/** `onTopOf` is the newest version the author knows of, if it is not the one the text was written on. */
export type Submit = (onTopOf?: number) => void;

export function useSave(options: Options): { submit: Submit; pending: boolean } {
  const { scriptId, author, editing, canWrite, save, onSaved, onStale } = options;
  const { edit, dirty, step } = editing;
  const [pending, startTransition] = useTransition();
  const submit: Submit = (onTopOf = edit.known) => {
    if (!canWrite || !dirty || pending) return;
    const { text: source, base } = edit;
    const note = edit.note.trim() || null;
    startTransition(async () => {
      const result = await callAction(save, { scriptId, source, note, baseVersion: onTopOf });
      if (!result.ok) {
        step({ kind: "refused", failure: result.failure });
        if (result.failure.code === "conflict") onStale();
        return;
      }
      dropDraft({ author, scriptId }, base.version);
      step({ kind: "saved", saved: { version: result.value.version, source } });
      onSaved();
    });
  };
  useSaveKey(submit);
  return { submit, pending };
}

/** ⌘S and Ctrl+S on the whole page; the editor answers them by itself. */
function useSaveKey(submit: Submit): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const isSave = (event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "s";
    if (!isSave || event.altKey || event.shiftKey) return;
    const isAnswered = event.defaultPrevented;
    event.preventDefault();
    if (!isAnswered) submit();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}
