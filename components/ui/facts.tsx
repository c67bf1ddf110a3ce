import type { ReactNode } from "react";

/** Beside what a page tells: key values about its subject. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <aside className="min-w-0" aria-label="Facts">
      {children}
    </aside>
  );
}
