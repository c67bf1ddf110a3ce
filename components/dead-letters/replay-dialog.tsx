// Runs one dead letter again: why, with which version, and with which payload.
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field, fieldControl } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { type DialogErrors, LetterDialog, ReasonField } from "./letter-dialog.tsx";

export type ReplayFields = {
  reason: string;
  version: string;
  /** `true` when the box is ticked. */
  edit: string;
  data: string;
};

type ReplayDialogProps = {
  letter: { id: string; eventType: string; scriptName: string | null; version: number };
  /** What is deployed now; null when the script is gone. */
  deployedVersion: number | null;
  fields: ReplayFields;
  errors: DialogErrors;
};

export function ReplayDialog({ letter, deployedVersion, fields, errors }: ReplayDialogProps) {
  const { id, eventType, scriptName } = letter;
  return (
    <LetterDialog
      action={`/fragments/dead-letters/${id}/replay`}
      title="Replay this dead letter?"
      description={
        <>
          <bdi className="font-mono text-ink">{eventType}</bdi> runs once more in{" "}
          {scriptName ? <bdi className="text-ink">{scriptName}</bdi> : "a deleted script"}, with the
          same idempotency key.
        </>
      }
      submit={{ word: "Replay", variant: "primary" }}
      done="Replay started"
      errors={errors}
    >
      <ReasonField value={fields.reason} error={errors["reason"]} />
      <Field id="version" label="Version" error={errors["version"]}>
        <Select
          {...fieldControl("version", { error: errors["version"] })}
          name="version"
          defaultValue={fields.version}
          options={[
            { value: "current", label: currentLabel(deployedVersion) },
            { value: "original", label: `As it failed (v${letter.version})` },
          ]}
        />
      </Field>
      <PayloadField fields={fields} error={errors["data"]} />
    </LetterDialog>
  );
}

function currentLabel(deployedVersion: number | null): string {
  const now = deployedVersion === null ? "" : ` (v${deployedVersion} now)`;
  return `Deployed when it runs${now}`;
}

const hint = "An edited payload becomes a new event, for this subscription only.";

function PayloadField({ fields, error }: { fields: ReplayFields; error: string | undefined }) {
  return (
    <div className="grid gap-2">
      <Checkbox
        name="edit"
        value="true"
        defaultChecked={fields.edit === "true"}
        label="Edit the payload first"
      />
      <div className="hidden group-has-[input[name=edit]:checked]/form:block">
        <Field id="data" label="Payload" hideLabel hint={hint} error={error}>
          <Textarea
            {...fieldControl("data", { hint, error })}
            name="data"
            mono
            rows={8}
            defaultValue={fields.data}
            spellCheck={false}
            autoCapitalize="off"
          />
        </Field>
      </div>
    </div>
  );
}
