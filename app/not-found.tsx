import type { Metadata } from "next";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-content-center px-4">
      <EmptyState
        icon="search"
        title="There is no such page"
        titleAs="h1"
        actions={<LinkButton href="/">Go to the overview</LinkButton>}
      >
        The address may have been cut off where it was copied.
      </EmptyState>
    </main>
  );
}
