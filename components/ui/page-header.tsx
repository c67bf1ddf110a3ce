// Title of a page, what is known about its subject at a glance, and what can be done with it.
import type { ReactNode } from "react";
import { Icon } from "#components/ui/icon.tsx";

type PageHeaderProps = {
  title: ReactNode;
  /** The list this came from: the one breadcrumb there is. */
  back?: { href: string; label: string } | undefined;
  /** Beside the title: its state. */
  badge?: ReactNode;
  /** Under the title: id, time, size; separated by the layout. */
  meta?: ReactNode;
  actions?: ReactNode;
};

export function PageHeader({ title, back, badge, meta, actions }: PageHeaderProps) {
  return (
    <header className="page-header">
      <div className="page-header-main">
        {back ? (
          <a className="page-header-back" href={back.href}>
            <Icon name="arrow-left" size={14} />
            {back.label}
          </a>
        ) : null}
        <div className="page-header-line">
          <h1 className="page-header-title">{title}</h1>
          {badge}
        </div>
        {meta ? <div className="page-header-meta">{meta}</div> : null}
      </div>
      {actions ? <div className="page-header-actions">{actions}</div> : null}
    </header>
  );
}
