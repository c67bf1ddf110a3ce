"use client";
// A type and a payload to write by hand, or to begin from an example: the newest event of that type.
import { useId, useMemo, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { CodeEditor } from "#components/ui/code-editor.tsx";
import { Field, fieldControl } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { findJsonFault } from "#lib/events/json-fault.ts";
import { indentJson } from "./indent-json.ts";
import type { TestInput } from "./test-input.ts";
import { readExample } from "./use-sample.ts";

type PayloadFieldsProps = {
  input: TestInput;
  onInput: (fields: Partial<TestInput>) => void;
  /** Types to complete from. */
  seen: readonly string[];
  typeFault: string | undefined;
  dataFault: string | undefined;
  onRun: () => void;
};

export function PayloadFields(props: PayloadFieldsProps) {
  const { input, onInput, seen, typeFault, dataFault, onRun } = props;
  const types = useId();
  const { dataJson } = input;
  const faults = useMemo(() => faultsOf(dataJson), [dataJson]);
  return (
    <div className="grid min-w-0 gap-3">
      <Field id="test-type" label="Event type" error={typeFault}>
        <Input
          {...fieldControl("test-type", { error: typeFault })}
          mono
          maxLength={128}
          list={types}
          placeholder="finance.payment.created"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={input.type}
          onChange={(event) => onInput({ type: event.target.value })}
        />
        <datalist id={types}>
          {seen.map((type) => (
            <option key={type} value={type} />
          ))}
        </datalist>
      </Field>
      <Field id="test-data" label="Payload" error={faults.length > 0 ? undefined : dataFault}>
        <CodeEditor
          language="json"
          label="Payload as JSON"
          value={dataJson}
          onChange={(text) => onInput({ dataJson: text })}
          diagnostics={faults}
          onRun={onRun}
          rows={{ min: 6, max: 14 }}
        />
      </Field>
      <Example type={input.type.trim()} onExample={(dataJson) => onInput({ dataJson })} />
    </div>
  );
}

/** While it is typed, at its line. */
function faultsOf(dataJson: string) {
  const fault = findJsonFault(dataJson);
  return fault ? [fault] : [];
}

type ExampleProps = { type: string; onExample: (dataJson: string) => void };

function Example({ type, onExample }: ExampleProps) {
  const [isPending, setPending] = useState(false);
  const [note, setNote] = useState("");
  const take = async () => {
    setPending(true);
    setNote("");
    try {
      const example = await readExample(type);
      if (example) onExample(indentJson(example.dataJson));
      else setNote(`No event of the type ${type} has come in yet.`);
    } catch (error) {
      setNote(error instanceof Error ? error.message : String(error));
    }
    setPending(false);
  };
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2">
      <Button
        size="sm"
        icon="file"
        pending={isPending}
        aria-disabled={type === ""}
        onClick={take}
        title="The payload of the newest event of this type"
      >
        Fill in an example
      </Button>
      <span role="status" className="min-w-0 text-quiet text-xs [overflow-wrap:anywhere]">
        {note}
      </span>
    </div>
  );
}
