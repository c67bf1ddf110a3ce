import type { ComponentProps, ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";

type CheckboxProps = Omit<ComponentProps<"input">, "type"> & {
  label: ReactNode;
  hint?: ReactNode;
  /** For rows of a table, where the column says what is ticked. */
  hideLabel?: boolean;
};

export function Checkbox({ label, hint, hideLabel, className, ...rest }: CheckboxProps) {
  return (
    <label className={classNames("check", className)}>
      <input type="checkbox" className="check-box" {...rest} />
      <span className={hideLabel ? "sr-only" : "check-text"}>
        {label}
        {hint ? <span className="field-hint">{hint}</span> : null}
      </span>
    </label>
  );
}
