import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";

type SectionProps = {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  id?: string | undefined;
  className?: string | undefined;
  children?: ReactNode;
};

/** A titled part of a page. A hairline above it, no box around it. */
export function Section({ title, description, actions, id, className, children }: SectionProps) {
  return (
    <section id={id} className={classNames("section", className)}>
      <div className="section-head">
        <div className="section-words">
          <h2 className="section-title">{title}</h2>
          {description ? <p className="section-description">{description}</p> : null}
        </div>
        {actions ? <div className="section-actions">{actions}</div> : null}
      </div>
      {children}
    </section>
  );
}
