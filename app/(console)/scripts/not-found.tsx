import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

export default function ScriptNotFound() {
  return (
    <>
      <title>No such script · Scriptbus</title>
      <EmptyState
        icon="script"
        title="There is no such script"
        titleAs="h1"
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
