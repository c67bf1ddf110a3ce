// All that a page shows whose thing is not there: what is missing, and the way to what there is.
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { IconName } from "#components/ui/icon.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

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
        actions={<LinkButton href={all.href}>{all.label}</LinkButton>}
      >
        It may have been deleted, or it belongs to another tenant. Check the address, or the tenant
        you are in.
      </EmptyState>
    </>
  );
}
