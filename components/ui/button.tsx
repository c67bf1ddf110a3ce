// Every button of the console. What goes somewhere is a link that looks like one: `buttonClass`.
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import { swallow } from "#components/ui/swallow.ts";

type Look = { variant?: "primary" | "secondary" | "ghost" | "danger"; size?: "sm" | "md" };

type Content =
  | { icon?: IconName; children: ReactNode; label?: never }
  /** An icon alone: `label` is its name, for everyone who cannot see it. */
  | { icon: IconName; label: string; children?: never };

export type ButtonProps = Omit<ComponentProps<"button">, "children"> &
  Look &
  Content & { pending?: boolean };

/** The class of something that looks like a button. Its text stands in a `<span>`. */
export function buttonClass({ variant = "secondary", size = "md" }: Look = {}): string {
  return `button button-${variant} button-${size}`;
}

/**
 * While `pending` it keeps its size, shows that it works, and does nothing more. It also keeps the focus, as it does
 * with `aria-disabled`: a button that is `disabled` loses it, and the keyboard begins at the top of the page.
 */
export function Button({
  variant = "secondary",
  size = "md",
  icon,
  label,
  pending = false,
  type = "button",
  className,
  onClick,
  "aria-disabled": ariaDisabled = false,
  children,
  ...rest
}: ButtonProps) {
  const isDeaf = pending || ariaDisabled === true || ariaDisabled === "true";
  return (
    <button
      type={type}
      className={classNames(buttonClass({ variant, size }), label && "button-square", className)}
      aria-label={label}
      title={label}
      aria-busy={pending || undefined}
      aria-disabled={isDeaf || undefined}
      onClick={isDeaf ? swallow : onClick}
      {...rest}
    >
      {icon ? <Icon name={icon} size={size === "sm" ? 14 : 16} /> : null}
      {children === undefined ? null : <span>{children}</span>}
    </button>
  );
}
