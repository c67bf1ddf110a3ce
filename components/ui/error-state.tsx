// What failed, what to do, and the id under which our logs know it.
import type { ReactNode } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { Id } from "#components/ui/id.tsx";

type ErrorStateProps = {
  /** What happened: "The executions could not be read". */
  title: string;
  /** `h1` where it is all there is on the page. */
  titleAs?: "p" | "h1";
  /** What to do now. */
  children?: ReactNode;
  requestId?: string | undefined;
  /** A button that tries again, a link that leads away. */
  actions?: ReactNode;
};

export function ErrorState({
  title,
  titleAs: Title = "p",
  children,
  requestId,
  actions,
}: ErrorStateProps) {
  return (
    <div className="empty" role="alert">
      <Icon name="circle-alert" size={20} className="text-red" />
      <Title className="empty-title">{title}</Title>
      {children ? <div className="empty-text">{children}</div> : null}
      {requestId ? (
        <p className="empty-text">
          Request <Id value={requestId} full />
        </p>
      ) : null}
      {actions ? <div className="empty-actions">{actions}</div> : null}
    </div>
  );
}
