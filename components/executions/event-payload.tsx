// The event an execution ran for, with its payload as it came in.
import { JsonViewer } from "#components/ui/json-viewer.tsx";
import { Section } from "#components/ui/section.tsx";
import type { ExecutionEvent } from "#lib/executions/execution-detail.ts";

export function EventPayload({ event }: { event: ExecutionEvent | null }) {
  if (!event) {
    return (
      <Section title="Payload">
        <p className="text-quiet text-sm">The event is older than what is kept.</p>
      </Section>
    );
  }
  return (
    <Section
      title="Payload"
      actions={
        <a className="text-accent text-sm hover:underline" href={`/events/${event.id}`}>
          Open event
        </a>
      }
    >
      <JsonViewer text={event.dataText} label="Payload" />
    </Section>
  );
}
