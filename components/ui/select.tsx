import type { ComponentProps } from "react";
import { classNames } from "#components/ui/class-names.ts";

export type SelectOption = { value: string; label: string; disabled?: boolean };

type SelectProps = Omit<ComponentProps<"select">, "size" | "children"> & {
  options: readonly SelectOption[];
  size?: "sm" | "md";
};

/** The browser's own list of choices, which every keyboard, phone and screen reader knows. */
export function Select({ options, size = "md", className, ...rest }: SelectProps) {
  return (
    <select
      className={classNames("control control-select", `control-${size}`, className)}
      {...rest}
    >
      {options.map(({ value, label, disabled }) => (
        <option key={value} value={value} disabled={disabled}>
          {label}
        </option>
      ))}
    </select>
  );
}
