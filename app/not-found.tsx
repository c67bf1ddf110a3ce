import type { Metadata } from "next";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-content-center px-4">
      <EmptyState
        icon="search"
        title="There is no such page"
        titleAs="h1"
        actions={
          <a className={buttonClass()} href="/">
            <span>Go to the overview</span>
          </a>
        }
      >
        The address may have been cut off where it was copied.
      </EmptyState>
    </main>
  );
}
