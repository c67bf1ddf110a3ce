import type { ReactNode } from "react";

/** Beside what a page tells: key values about its subject, with room for short keys only. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <aside
      className="min-w-0 [&_.key-values>div]:grid-cols-[96px_minmax(0,1fr)]"
      aria-label="Facts"
    >
      {children}
    </aside>
  );
}
