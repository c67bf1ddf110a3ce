import type { ReactNode } from "react";
import type { Tone } from "#components/ui/badge.tsx";

type StatProps = {
  label: string;
  /** Already formatted: see format.ts. */
  value: ReactNode;
  /** What to compare it with: "of 10,000 today". */
  hint?: ReactNode;
  /** Colours the number; only where the number itself is good or bad news. */
  tone?: Tone | undefined;
  href?: string | undefined;
};

/** A number with its name, in a row of them. */
export function Stat({ label, value, hint, tone, href }: StatProps) {
  return (
    <div className="stat" data-tone={tone}>
      <dt className="stat-label">
        {href ? (
          <a className="stat-link" href={href}>
            {label}
          </a>
        ) : (
          label
        )}
      </dt>
      <dd className="stat-value">{value}</dd>
      {hint ? <dd className="stat-hint">{hint}</dd> : null}
    </div>
  );
}

export function Stats({ children }: { children: ReactNode }) {
  return <dl className="stats">{children}</dl>;
}
