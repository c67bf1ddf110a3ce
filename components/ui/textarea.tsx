import type { ComponentProps } from "react";
import { classNames } from "#components/ui/class-names.ts";

type TextareaProps = ComponentProps<"textarea"> & { mono?: boolean };

/** Grows with its text where the browser can, between `rows` and half of the window. */
export function Textarea({ mono, rows = 3, className, ...rest }: TextareaProps) {
  return (
    <textarea
      rows={rows}
      className={classNames("control control-area", mono && "control-mono", className)}
      // What sizes itself by its text forgets its rows.
      style={{ minHeight: `calc(${rows}lh + 14px)` }}
      {...rest}
    />
  );
}
