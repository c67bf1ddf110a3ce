"use client";
// A native modal dialog without a look of its own: the browser keeps the focus in it, makes the rest inert and
// closes it on Escape. A press beside it closes it, too.
import { type MouseEvent, type ReactNode, useEffect, useRef } from "react";
import { classNames } from "#components/ui/class-names.ts";

type OverlayProps = {
  open: boolean;
  onClose: () => void;
  label: string;
  className?: string | undefined;
  /** What has `data-first-focus` gets the focus; else it is the browser's choice. */
  children: ReactNode;
};

export function Overlay({ open, onClose, label, className, children }: OverlayProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!open) {
      dialog.current?.close();
      return;
    }
    dialog.current?.showModal();
    dialog.current?.querySelector<HTMLElement>("[data-first-focus]")?.focus();
  }, [open]);
  const closeBeside = (event: MouseEvent) => {
    if (event.target === dialog.current) onClose();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the dialog's own key
    <dialog
      ref={dialog}
      aria-label={label}
      onClose={onClose}
      onClick={closeBeside}
      className={classNames(
        "m-0 max-h-none max-w-none overscroll-contain border-0 bg-raised p-0 text-ink shadow-float backdrop:bg-backdrop",
        className,
      )}
    >
      {open ? children : null}
    </dialog>
  );
}
