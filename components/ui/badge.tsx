// A state in one glance: icon, word and tone, never colour alone.
import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { Icon, type IconName } from "#components/ui/icon.tsx";

export type Tone = "green" | "blue" | "grey" | "amber" | "red" | "violet" | "slate";

/** How one state looks; the tables of the domain badges hold these. */
export type BadgeLook = { tone: Tone; icon: IconName; word: string; moving?: boolean };

type BadgeProps = {
  tone: Tone;
  icon?: IconName;
  /** The icon turns: something is happening right now. */
  moving?: boolean;
  /** Without the tinted ground: for rows where a column of badges would be loud. */
  plain?: boolean;
  title?: string | undefined;
  className?: string | undefined;
  children: ReactNode;
};

export function Badge({ tone, icon, moving, plain, title, className, children }: BadgeProps) {
  return (
    <span
      className={classNames("badge", plain && "badge-plain", className)}
      data-tone={tone}
      title={title}
    >
      {icon ? <Icon name={icon} size={12} className={moving ? "turning" : undefined} /> : null}
      <span className="truncate">{children}</span>
    </span>
  );
}
