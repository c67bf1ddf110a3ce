import type { Metadata } from "next";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";

export const metadata: Metadata = { title: "No such dead letter" };

export default function LetterNotFound() {
  return (
    <>
      <PageHeader title="Dead letters" />
      <EmptyState
        icon="archive-x"
        title="There is no such dead letter"
        actions={
          <a className={buttonClass()} href="/dead-letters">
            <span>Show open dead letters</span>
          </a>
        }
      >
        Resolved ones are kept for 90 days. Or it belongs to another tenant: check the address, or
        the tenant you are in.
      </EmptyState>
    </>
  );
}
