import type { Metadata } from "next";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";

export const metadata: Metadata = { title: "No such event" };

export default function EventNotFound() {
  return (
    <>
      <PageHeader title="Events" />
      <EmptyState
        icon="inbox"
        title="There is no such event"
        actions={
          <a className={buttonClass()} href="/events">
            <span>Show all events</span>
          </a>
        }
      >
        Events are kept for 30 days. It may be older, or it belongs to another tenant: check the
        address, or the tenant you are in.
      </EmptyState>
    </>
  );
}
