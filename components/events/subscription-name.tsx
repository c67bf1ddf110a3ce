// Which subscription is meant: its script, as a link to that script's subscriptions, and the type or pattern.

type Named = { scriptId: string | null; scriptName: string | null; eventType: string | null };

export function SubscriptionName({ of: { scriptId, scriptName, eventType } }: { of: Named }) {
  if (scriptId === null) return <p className="text-faint text-sm">Deleted subscription</p>;
  return (
    <p className="flex min-w-0 flex-wrap items-baseline gap-x-2 text-sm [overflow-wrap:anywhere]">
      <a
        href={`/scripts/${scriptId}/subscriptions`}
        className="min-w-0 font-medium hover:underline hover:underline-offset-2"
      >
        <bdi>{scriptName ?? "A script"}</bdi>
      </a>
      {eventType === null ? null : (
        <bdi className="min-w-0 font-mono text-quiet text-xs">{eventType}</bdi>
      )}
    </p>
  );
}
