// All that a page shows whose thing is not there: what is missing, and the way to what there is.
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { IconName } from "#components/ui/icon.tsx";

type NotHereProps = {
  /** "There is no such script". */
  title: string;
  icon: IconName;
  /** Where the others are. */
  all: { href: string; label: string };
};

export function NotHere({ title, icon, all }: NotHereProps) {
  return (
    <>
      <title>{`${title} · Scriptbus`}</title>
      <EmptyState
        icon={icon}
        title={title}
        titleAs="h1"
        actions={
          <a className={buttonClass()} href={all.href}>
            <span>{all.label}</span>
          </a>
        }
      >
        It may have been deleted, or it belongs to another tenant. Check the address, or the tenant
        you are in.
      </EmptyState>
    </>
  );
}
