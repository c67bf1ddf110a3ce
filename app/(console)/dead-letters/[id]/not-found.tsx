import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

export default function LetterNotFound() {
  return (
    <EmptyState
      icon="archive-x"
      title="There is no such dead letter"
      actions={
        <a className={buttonClass()} href="/dead-letters">
          <span>Show open dead letters</span>
        </a>
      }
    >
      Resolved ones are kept for 90 days. Or it belongs to another tenant: check the address, or the
      tenant you are in.
    </EmptyState>
  );
}
