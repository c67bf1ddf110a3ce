import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { Icon, type IconName } from "#components/ui/icon.tsx";

export type NoticeTone = "info" | "success" | "warning" | "danger";

const looks = {
  info: { tone: "blue", icon: "info" },
  success: { tone: "green", icon: "circle-check" },
  warning: { tone: "amber", icon: "triangle-alert" },
  danger: { tone: "red", icon: "circle-alert" },
} as const satisfies Record<NoticeTone, { tone: string; icon: IconName }>;

type NoticeProps = {
  tone?: NoticeTone;
  title?: ReactNode;
  actions?: ReactNode;
  /** "alert" is read out at once, "status" when the reader pauses; a notice that was always there is neither. */
  role?: "alert" | "status" | undefined;
  id?: string | undefined;
  className?: string | undefined;
  children?: ReactNode;
};

export function Notice({
  tone = "info",
  title,
  actions,
  role,
  id,
  className,
  children,
}: NoticeProps) {
  const look = looks[tone];
  return (
    <div id={id} role={role} className={classNames("notice", className)} data-tone={look.tone}>
      <Icon name={look.icon} size={16} />
      <div className="notice-text">
        {title ? <p className="notice-title">{title}</p> : null}
        {children ? <div>{children}</div> : null}
      </div>
      {actions ? <div className="notice-actions">{actions}</div> : null}
    </div>
  );
}
