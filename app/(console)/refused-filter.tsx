// An address whose filters cannot be read: says which one and why, and leads back to the whole list.
import { ErrorState } from "#components/ui/error-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { Failure } from "#lib/shared/failure.ts";

type RefusedFilterProps = { failure: Failure; path: string; all: string };

export function RefusedFilter({ failure, path, all }: RefusedFilterProps) {
  const faults = failure.errors ?? [];
  return (
    <ErrorState
      title="The filters in this address cannot be read"
      actions={<LinkButton href={path}>{all}</LinkButton>}
    >
      {faults.length === 0 ? failure.detail : null}
      {faults.map(({ path: name, message }) => (
        <span key={name} className="block">
          <code className="font-mono text-xs">{name}</code> {inWords(message)}.
        </span>
      ))}
      <span className="block">It may have been cut off where it was copied.</span>
    </ErrorState>
  );
}

function inWords(message: string): string {
  if (message.startsWith("Invalid option")) return "has a value this list does not know";
  if (/^Invalid (GUID|UUID)/.test(message)) return "is not an id";
  return message.charAt(0).toLowerCase() + message.slice(1);
}
