// What stands inside a dialog, for React's `Dialog` and for fragments that are swapped into one.
// Order: head, body, actions, and the close button last, so that the first field gets the focus.
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";

export type DialogSize = "sm" | "md" | "lg";

/** The class of the `<dialog>`; its one child has `dialogFormClass`, be it a form or not. */
export function dialogClass(size: DialogSize = "md"): string {
  return size === "md" ? "dialog" : `dialog dialog-${size}`;
}

export const dialogFormClass = "dialog-form";

type DialogHeadProps = {
  /** What `aria-labelledby` of the dialog names; the description has the same id and `-text`. */
  titleId: string;
  title: ReactNode;
  description?: ReactNode;
};

export function DialogHead({ titleId, title, description }: DialogHeadProps) {
  return (
    <div className="dialog-head">
      <h2 id={titleId} className="dialog-title">
        {title}
      </h2>
      {description ? (
        <p id={`${titleId}-text`} className="dialog-description">
          {description}
        </p>
      ) : null}
    </div>
  );
}

/** Scrolls when it is long; head and actions stay. */
export function DialogBody({ children }: { children: ReactNode }) {
  return <div className="dialog-body">{children}</div>;
}

export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="dialog-actions">{children}</div>;
}

/** Whoever owns the dialog listens for `data-close`. */
export function DialogClose() {
  return (
    <span className="dialog-close">
      <Button variant="ghost" size="sm" icon="x" label="Close" data-close />
    </span>
  );
}
