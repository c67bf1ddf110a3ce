"use client";
// Asks before deliveries are cancelled, naming the one or counting the many. "Cancel" alone would mean two things here.
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { formatNumber } from "#components/ui/format.ts";

type Named = { id: string; scriptName: string | null; eventType: string };

type CancelDialogProps = {
  /** Open while there are any. */
  deliveries: readonly Named[];
  pending: boolean;
  onConfirm: () => void;
  onClose: () => void;
};

export function CancelDialog({ deliveries, pending, onConfirm, onClose }: CancelDialogProps) {
  const [only] = deliveries;
  const many = deliveries.length > 1 ? formatNumber(deliveries.length) : null;
  return (
    <Dialog
      open={deliveries.length > 0}
      onClose={onClose}
      title={many ? `Cancel ${many} deliveries?` : "Cancel this delivery?"}
      description={
        many
          ? "They will not be tried again. Runs that have started go on to their end, and their results are ignored."
          : "It will not be tried again. A run that has started goes on to its end, and its result is ignored."
      }
      role="alertdialog"
      size="sm"
      footer={
        <>
          <Button data-close>Keep</Button>
          <Button variant="danger" pending={pending} onClick={onConfirm}>
            {many ? `Cancel ${many}` : "Cancel delivery"}
          </Button>
        </>
      }
    >
      {only && !many ? (
        <p className="text-sm [overflow-wrap:anywhere]">
          <bdi className="font-medium">{only.scriptName ?? "Deleted script"}</bdi> for{" "}
          <bdi className="font-mono text-xs">{only.eventType}</bdi>
        </p>
      ) : null}
    </Dialog>
  );
}
