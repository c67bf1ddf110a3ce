// The browser's own modal dialog: it keeps the focus inside, gives it back, and closes on Esc. Here also on a
// press beside it and on whatever has `data-close`. Under 768 px it is a sheet at the bottom.
"use client";

import {
  type ComponentProps,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useRef,
} from "react";
import {
  DialogActions,
  DialogBody,
  DialogClose,
  DialogHead,
  type DialogSize,
  dialogClass,
  dialogFormClass,
} from "#components/ui/dialog-parts.tsx";

export type DialogProps = {
  open: boolean;
  /** However it was closed; set `open` to false here. */
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  size?: DialogSize;
  /** "alertdialog" for a question that must be answered: no close button, no press beside it. */
  role?: "dialog" | "alertdialog";
  /** Makes body and footer one form with these attributes. */
  form?: Omit<ComponentProps<"form">, "children" | "className">;
  footer?: ReactNode;
  children?: ReactNode;
};

/** Its content is drawn while it is open, so whatever was typed is gone when it opens again. */
export function Dialog({ open, onClose, size = "md", role = "dialog", ...content }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useModal(box, { open, onClose, lightDismiss: role === "dialog" });
  return (
    <dialog
      ref={box}
      role={role === "dialog" ? undefined : role}
      className={dialogClass(size)}
      aria-labelledby={titleId}
      aria-describedby={content.description ? `${titleId}-text` : undefined}
    >
      {open ? <Content {...content} titleId={titleId} closable={role === "dialog"} /> : null}
    </dialog>
  );
}

type ContentProps = Pick<DialogProps, "title" | "description" | "form" | "footer" | "children"> & {
  titleId: string;
  closable: boolean;
};

function Content({ titleId, title, description, form, footer, closable, children }: ContentProps) {
  const parts = (
    <>
      <DialogHead titleId={titleId} title={title} description={description} />
      {children ? <DialogBody>{children}</DialogBody> : <div className="pb-4" />}
      {footer ? <DialogActions>{footer}</DialogActions> : null}
      {closable ? <DialogClose /> : null}
    </>
  );
  if (!form) return <div className={dialogFormClass}>{parts}</div>;
  return (
    <form className={dialogFormClass} {...form}>
      {parts}
    </form>
  );
}

type Modal = { open: boolean; onClose: () => void; lightDismiss: boolean };

function useModal(box: RefObject<HTMLDialogElement | null>, modal: Modal): void {
  const { open, onClose, lightDismiss } = modal;
  useEffect(() => {
    const dialog = box.current;
    if (!dialog || !open) return;
    dialog.showModal();
    return () => dialog.close();
  }, [box, open]);

  useEffect(() => {
    const dialog = box.current;
    if (!dialog || !open) return;
    const listening = new AbortController();
    const { signal } = listening;
    let pressedBeside = false;
    dialog.addEventListener("close", onClose, { signal });
    dialog.addEventListener("pointerdown", (event) => (pressedBeside = event.target === dialog), {
      signal,
    });
    dialog.addEventListener(
      "click",
      ({ target }) => {
        const isBeside = lightDismiss && pressedBeside && target === dialog;
        const isClose = target instanceof Element && target.closest("[data-close]") !== null;
        if (isBeside || isClose) dialog.close();
      },
      { signal },
    );
    return () => listening.abort();
  }, [box, open, onClose, lightDismiss]);
}
