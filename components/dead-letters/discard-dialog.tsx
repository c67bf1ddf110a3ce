// Gives one dead letter up, with a reason.
import { type DialogErrors, LetterDialog, ReasonField } from "./letter-dialog.tsx";

type DiscardDialogProps = {
  letter: { id: string; eventType: string; scriptName: string | null };
  reason: string;
  errors: DialogErrors;
};

export function DiscardDialog({ letter, reason, errors }: DiscardDialogProps) {
  const { id, eventType, scriptName } = letter;
  return (
    <LetterDialog
      action={`/fragments/dead-letters/${id}/discard`}
      title="Discard this dead letter?"
      description={
        <>
          <bdi className="font-mono text-ink">{eventType}</bdi> will not run again in{" "}
          {scriptName ? <bdi className="text-ink">{scriptName}</bdi> : "the deleted script"}. The
          event stays.
        </>
      }
      submit={{ word: "Discard", variant: "danger" }}
      done="Dead letter discarded"
      errors={errors}
    >
      <ReasonField value={reason} error={errors["reason"]} />
    </LetterDialog>
  );
}
