import type { ReactNode } from "react";
import { Icon, type IconName } from "#components/ui/icon.tsx";

type EmptyStateProps = {
  icon?: IconName;
  /** What is not here: "No executions match these filters". */
  title: string;
  /** `h1` where it is all there is on the page. */
  titleAs?: "p" | "h1";
  /** What would bring something here. */
  children?: ReactNode;
  actions?: ReactNode;
};

export function EmptyState({
  icon = "inbox",
  title,
  titleAs: Title = "p",
  children,
  actions,
}: EmptyStateProps) {
  return (
    <div className="empty">
      <Icon name={icon} size={20} className="text-faint" />
      <Title className="empty-title">{title}</Title>
      {children ? <div className="empty-text">{children}</div> : null}
      {actions ? <div className="empty-actions">{actions}</div> : null}
    </div>
  );
}
