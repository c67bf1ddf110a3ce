import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { Icon } from "#components/ui/icon.tsx";

type DisclosureProps = {
  summary: ReactNode;
  children: ReactNode;
  open?: boolean;
  className?: string;
};

/** What is folded until somebody asks. Without a script; what is inside is laid out only once it is open. */
export function Disclosure({ summary, children, open, className }: DisclosureProps) {
  return (
    <details open={open} className={classNames("group/disclosure min-w-0", className)}>
      <summary className="flex w-fit max-w-full list-none items-start gap-1 rounded text-quiet hover:text-ink">
        <Icon
          name="chevron-right"
          size={14}
          className="mt-[calc((1lh-14px)/2)] group-open/disclosure:rotate-90"
        />
        <span className="min-w-0">{summary}</span>
      </summary>
      {children}
    </details>
  );
}
