import type { ComponentProps } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { Icon, type IconName } from "#components/ui/icon.tsx";

type InputProps = Omit<ComponentProps<"input">, "size"> & {
  size?: "sm" | "md";
  icon?: IconName;
  /** For ids, expressions and everything that is read letter by letter. */
  mono?: boolean;
};

export function Input({ size = "md", icon, mono, className, ...rest }: InputProps) {
  const look = classNames("control", `control-${size}`, mono && "control-mono");
  if (!icon) return <input className={classNames(look, className)} {...rest} />;
  return (
    <span className={classNames("control-with-icon", className)}>
      <Icon name={icon} size={14} />
      <input className={look} {...rest} />
    </span>
  );
}
