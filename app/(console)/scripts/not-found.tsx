import type { Metadata } from "next";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";

export const metadata: Metadata = { title: "No such script" };

export default function ScriptNotFound() {
  return (
    <>
      <PageHeader title="Scripts" />
      <EmptyState
        icon="script"
        title="There is no such script"
        actions={
          <a className={buttonClass()} href="/scripts">
            <span>Show all scripts</span>
          </a>
        }
      >
        It may have been deleted, or it belongs to another tenant. Check the address, or the tenant
        you are in.
      </EmptyState>
    </>
  );
}
