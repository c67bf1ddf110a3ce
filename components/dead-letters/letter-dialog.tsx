// The frame of the dialogs about one dead letter: a form that is drawn again where it stands when it is refused, and
// whose success is shown elsewhere on the page.
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import {
  DialogActions,
  DialogBody,
  DialogClose,
  DialogHead,
  dialogFormClass,
} from "#components/ui/dialog-parts.tsx";
import { Field, fieldControl } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Textarea } from "#components/ui/textarea.tsx";

/** By field; `""` is about the whole form. */
export type DialogErrors = Readonly<Record<string, string>>;

type LetterDialogProps = {
  action: string;
  title: string;
  description: ReactNode;
  submit: { word: string; variant: "primary" | "danger" };
  /** Said when it is done. */
  done: string;
  errors: DialogErrors;
  children: ReactNode;
};

export function LetterDialog(props: LetterDialogProps) {
  const { action, title, description, submit, done, errors, children } = props;
  return (
    <form
      id="letter-form"
      className={`${dialogFormClass} group/form`}
      hx-post={action}
      hx-target="this"
      hx-swap="outerMorph"
      hx-status-422="swap:outerMorph"
      hx-status-409="swap:outerMorph"
      hx-sync="this:drop"
      data-toast={done}
      noValidate
    >
      <DialogHead titleId="modal-title" title={title} description={description} />
      <DialogBody>
        <div className="grid gap-4">
          {errors[""] ? (
            <Notice tone="danger" role="alert">
              {errors[""]}
            </Notice>
          ) : null}
          {children}
        </div>
      </DialogBody>
      <DialogActions>
        <Button data-close>Cancel</Button>
        <Button type="submit" variant={submit.variant}>
          {submit.word}
        </Button>
      </DialogActions>
      <DialogClose />
    </form>
  );
}

const hint = "Kept in the audit log.";

export function ReasonField({ value, error }: { value: string; error: string | undefined }) {
  return (
    <Field id="reason" label="Reason" hint={hint} error={error}>
      <Textarea
        {...fieldControl("reason", { hint, error })}
        name="reason"
        rows={2}
        maxLength={500}
        defaultValue={value}
        required
      />
    </Field>
  );
}
