import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

export default function ConsoleNotFound() {
  return (
    <>
      <title>Not found · Scriptbus</title>
      <EmptyState
        icon="search"
        title="There is nothing here"
        titleAs="h1"
        actions={
          <a className={buttonClass()} href="/">
            <span>Go to the overview</span>
          </a>
        }
      >
        It may have been deleted, or it belongs to another tenant. Check the address, or the tenant
        you are in.
      </EmptyState>
    </>
  );
}
