// Asks before what cannot be undone. It names the thing and the count; the harmless answer has the focus.
"use client";

import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";

type AlertDialogProps = {
  open: boolean;
  onClose: () => void;
  onConfirm: () => void;
  /** The question: "Discard 12 dead letters?" */
  title: string;
  /** What will be lost and what will not. */
  description?: ReactNode;
  /** The verb: "Discard 12". */
  confirm: string;
  /** "primary" where nothing is lost, only much is done. */
  variant?: "danger" | "primary";
  pending?: boolean;
  children?: ReactNode;
};

export function AlertDialog(props: AlertDialogProps) {
  const { open, onClose, onConfirm, title, description, confirm, children } = props;
  const { variant = "danger", pending = false } = props;
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      description={description}
      role="alertdialog"
      size="sm"
      footer={
        <>
          <Button data-close>Cancel</Button>
          <Button variant={variant} pending={pending} onClick={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
