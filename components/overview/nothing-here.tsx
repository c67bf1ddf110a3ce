import type { ReactNode } from "react";
import { Icon } from "#components/ui/icon.tsx";

/** Good news in place of a table: as high as one row of it. */
export function NothingHere({ children }: { children: ReactNode }) {
  return (
    <p className="flex min-h-9 items-center gap-2 border-line border-t text-quiet text-sm">
      <Icon name="check" size={14} className="text-green" />
      {children}
    </p>
  );
}
