"use client";
// Deletes a script after saying what goes with it and what stays.
import { useQuery } from "@tanstack/react-query";
import { useState, useTransition } from "react";
import { fetchLive } from "#components/live/fetch-live.ts";
import { DeletionEffects } from "#components/scripts/deletion-effects.tsx";
import type { DeleteScript } from "#components/scripts/script-actions.ts";
import { AlertDialog } from "#components/ui/alert-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { callAction } from "#components/ui/call-action.ts";
import { Notice } from "#components/ui/notice.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { ScriptDependents } from "#lib/scripts/script-activity.ts";

type DeleteScriptButtonProps = {
  script: { id: string; name: string };
  /** As the page was drawn; read again when the dialog opens. */
  dependents: ScriptDependents;
  remove: DeleteScript;
  onDeleted: () => void;
};

export function DeleteScriptButton(props: DeleteScriptButtonProps) {
  const { script } = props;
  const [open, setOpen] = useState(false);
  const { data: dependents } = useQuery({
    queryKey: ["dependents", script.id],
    queryFn: ({ signal }) =>
      fetchLive<ScriptDependents>(`/api/live/scripts/${script.id}/dependents`, signal),
    initialData: props.dependents,
    enabled: open,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const { confirm, refusal, forget, pending } = useDeletion(props, dependents);
  return (
    <>
      <Button variant="danger" icon="trash" onClick={() => setOpen(true)}>
        Delete script
      </Button>
      <AlertDialog
        open={open}
        onClose={() => {
          setOpen(false);
          forget();
        }}
        onConfirm={confirm}
        title={`Delete ${script.name}?`}
        confirm="Delete script"
        pending={pending}
      >
        <div className="flex flex-col gap-3">
          {refusal === null ? null : (
            <Notice tone="danger" role="alert">
              {refusal}
            </Notice>
          )}
          <DeletionEffects dependents={dependents} />
        </div>
      </AlertDialog>
    </>
  );
}

function useDeletion(props: DeleteScriptButtonProps, dependents: ScriptDependents) {
  const { script, remove, onDeleted } = props;
  const toast = useToast();
  const [pending, startTransition] = useTransition();
  const [refusal, setRefusal] = useState<string | null>(null);
  const confirm = () =>
    startTransition(async () => {
      // Only what the person was told of may be overridden.
      const force = dependents.subscriptions.active > 0;
      const result = await callAction(remove, { scriptId: script.id, force });
      if (!result.ok) return setRefusal(result.failure.detail);
      onDeleted();
      toast({ title: `${script.name} was deleted` });
    });
  return { confirm, pending, refusal, forget: () => setRefusal(null) };
}
