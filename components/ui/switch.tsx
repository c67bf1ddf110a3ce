import type { ComponentProps } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { swallow } from "#components/ui/swallow.ts";

type SwitchProps = Omit<ComponentProps<"button">, "role" | "children" | "type"> & {
  checked: boolean;
  /** What it turns on and off. */
  label: string;
  showLabel?: boolean;
  pending?: boolean;
  type?: "button" | "submit";
};

/**
 * Acts at once, unlike a checkbox. The caller moves `checked`; htmx swaps the whole switch. While `pending` it does
 * nothing more and keeps the focus, as a Button does.
 */
export function Switch(props: SwitchProps) {
  const {
    checked,
    label,
    showLabel,
    pending = false,
    type = "button",
    className,
    onClick,
    ...rest
  } = props;
  return (
    <button
      type={type}
      role="switch"
      aria-checked={checked}
      aria-label={showLabel ? undefined : label}
      aria-busy={pending || undefined}
      aria-disabled={pending || undefined}
      onClick={pending ? swallow : onClick}
      className={classNames("switch", className)}
      {...rest}
    >
      <span className="switch-track" />
      {showLabel ? <span>{label}</span> : null}
    </button>
  );
}
