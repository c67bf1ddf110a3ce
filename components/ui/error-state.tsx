// What failed, what to do, and the id under which our logs know it.
import type { ReactNode } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { Id } from "#components/ui/id.tsx";

type ErrorStateProps = {
  /** What happened: "The executions could not be read". */
  title: string;
  /** What to do now. */
  children?: ReactNode;
  requestId?: string | undefined;
  /** A button that tries again, a link that leads away. */
  actions?: ReactNode;
};

export function ErrorState({ title, children, requestId, actions }: ErrorStateProps) {
  return (
    <div className="empty" role="alert">
      <Icon name="circle-alert" size={20} className="text-red" />
      <p className="empty-title">{title}</p>
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
