"use client";
// The fields of a new script, what is wrong with them, and the one call that creates it.
import { useEffect, useState, useTransition } from "react";
import {
  type NewScriptFields,
  type NewScriptInput,
  readNewScript,
} from "#components/scripts/new-script-input.ts";
import { useLeaveWarning } from "#components/scripts/use-script-edit.ts";
import { callAction } from "#components/ui/call-action.ts";
import type { CodeProblem } from "#components/ui/code-problem.ts";
import { endpointRate } from "#lib/endpoints/endpoint-settings.ts";
import { httpMethods } from "#lib/scripts/http-methods.ts";
import { starterSource } from "#lib/scripts/starter-source.ts";
import type { Failure, FieldError, Result } from "#lib/shared/failure.ts";

export type CreateScript = (input: NewScriptInput) => Promise<Result<{ id: string }>>;
export type SetFields = (change: Partial<NewScriptFields>) => void;
export type ErrorOf = (path: string) => string | undefined;

const start: NewScriptFields = {
  name: "",
  kind: "event_handler",
  language: "typescript",
  source: starterSource({ kind: "event_handler", language: "typescript" }),
  path: "",
  methods: httpMethods,
  auth: "none",
  rateLimit: String(endpointRate.usual),
  eventType: "",
  filter: "",
};

type Faults = {
  errors: readonly FieldError[];
  problems: readonly CodeProblem[];
  /** What had the focus when it was sent. */
  sentFrom: Element | null;
};
const noFaults: Faults = { errors: [], problems: [], sentFrom: null };

export function useNewScript(on: { create: CreateScript; onCreated: (id: string) => void }) {
  const [fields, setFields] = useState(start);
  const [faults, setFaults] = useState(noFaults);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [created, setCreated] = useState(false);
  const [pending, startTransition] = useTransition();
  useLeaveWarning(!created && isTouched(fields));
  useFirstFault(faults);

  const set: SetFields = (change) => {
    setFields((now) => withStarter(now, change));
    setFaults((now) => withoutFaultsOf(now, change));
  };
  const refuse = (failure: Pick<Failure, "errors" | "detail">, sentFrom: Element | null) => {
    const { errors = [], detail } = failure;
    setFaults({ errors, problems: problemsOf(errors), sentFrom });
    setRefusal(errors.length > 0 ? null : detail);
  };
  const submit = () => {
    // ⌘S in the source asks the form itself and passes no button.
    if (pending || created) return;
    const sentFrom = document.activeElement;
    const read = readNewScript(fields);
    if (!read.ok) return refuse({ errors: read.errors, detail: "" }, sentFrom);
    startTransition(async () => {
      const result = await callAction(on.create, read.input);
      if (!result.ok) return refuse(result.failure, sentFrom);
      setCreated(true);
      on.onCreated(result.value.id);
    });
  };
  const errorOf: ErrorOf = (path) => sentence(faults.errors.find((e) => e.path === path)?.message);
  return { fields, set, errorOf, problems: faults.problems, refusal, pending, submit };
}

/** Another language or kind begins with its own starter, unless something was written. */
function withStarter(now: NewScriptFields, change: Partial<NewScriptFields>): NewScriptFields {
  const next = { ...now, ...change };
  return now.source === starterSource(now) ? { ...next, source: starterSource(next) } : next;
}

function isTouched(fields: NewScriptFields): boolean {
  const { name, source, path, eventType, filter } = fields;
  return `${name}${path}${eventType}${filter}` !== "" || source !== starterSource(fields);
}

function problemsOf(errors: readonly FieldError[]): CodeProblem[] {
  return errors.flatMap(({ path, message, line, column }) =>
    path === "script.source" && line && column ? [{ message, line, column }] : [],
  );
}

/** What was said of a field is over when the field changes; the place in a source stays marked till it is sent again. */
function withoutFaultsOf(faults: Faults, change: Partial<NewScriptFields>): Faults {
  const errors = faults.errors.filter(({ path }) => {
    const field = path.split(".").at(-1) ?? path;
    return field === "source" || !Object.hasOwn(change, field);
  });
  return errors.length === faults.errors.length ? faults : { ...faults, errors, sentFrom: null };
}

/** The first field that is wrong gets the focus, unless the person has gone on elsewhere meanwhile. */
function useFirstFault({ errors, sentFrom }: Faults): void {
  useEffect(() => {
    const active = document.activeElement;
    const stayed = sentFrom !== null && (active === sentFrom || active === document.body);
    if (errors.length === 0 || !stayed) return;
    document.querySelector<HTMLElement>("form [aria-invalid]")?.focus();
  }, [errors, sentFrom]);
}

function sentence(message: string | undefined): string | undefined {
  return message && message.charAt(0).toUpperCase() + message.slice(1);
}
