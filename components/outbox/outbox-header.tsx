import { PageHeader } from "#components/ui/page-header.tsx";
import { smsKeptDays } from "#lib/sms/sms-message.ts";

export function OutboxHeader() {
  return (
    <PageHeader
      title="Outbox"
      meta={`Text messages of scripts. Without a provider they are kept here and sent to nobody. After ${smsKeptDays} days they are removed.`}
    />
  );
}
