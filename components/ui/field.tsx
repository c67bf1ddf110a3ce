// A control with its label, hint and error. The control gets its wiring from `fieldControl` with the same id.
import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { Icon } from "#components/ui/icon.tsx";

type FieldProps = {
  /** The id of the control inside. */
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong and what to do; an empty one is none. */
  error?: string | undefined;
  /** Said beside the label; what is not marked is required. */
  optional?: boolean;
  hideLabel?: boolean;
  className?: string | undefined;
  children: ReactNode;
};

/** The attributes that tie a control to the label, hint and error of its Field. */
export function fieldControl(id: string, has: { hint?: unknown; error?: unknown } = {}) {
  const described = [has.hint ? `${id}-hint` : "", has.error ? `${id}-error` : ""].filter(Boolean);
  return {
    id,
    "aria-describedby": described.length > 0 ? described.join(" ") : undefined,
    "aria-invalid": has.error ? (true as const) : undefined,
  };
}

export function Field({
  id,
  label,
  hint,
  error,
  optional,
  hideLabel,
  className,
  children,
}: FieldProps) {
  return (
    <div className={classNames("field", className)}>
      <label htmlFor={id} className={hideLabel ? "sr-only" : "field-label"}>
        {label}
        {optional ? <span className="field-optional">optional</span> : null}
      </label>
      {children}
      {hint ? (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="field-error">
          <Icon name="circle-alert" size={14} />
          <span>{error}</span>
        </p>
      ) : null}
    </div>
  );
}
