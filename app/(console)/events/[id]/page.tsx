import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { readPage, requireSession } from "#app/_server/page.ts";
import { EventFacts } from "#components/events/event-facts.tsx";
import { EventView } from "#components/events/event-view.live.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { formatBytes } from "#components/ui/format.ts";
import { Icon } from "#components/ui/icon.tsx";
import { Id } from "#components/ui/id.tsx";
import { JsonViewer } from "#components/ui/json-viewer.tsx";
import { Time } from "#components/ui/time.tsx";
import { readEventFacts, readEventSkips, readEventStory } from "#db/repositories/event-story.ts";
import { curlOf } from "#lib/events/event-curl.ts";
import type { EventFacts as Facts } from "#lib/events/event-story.ts";
import { succeed } from "#lib/shared/failure.ts";
import { idSchema } from "#lib/shared/schemas.ts";
import { ownOrigin } from "../../own-origin.ts";
import { SendAgainButton } from "./send-again-button.tsx";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await readEvent((await params).id);
  return { title: found.ok ? found.value.facts.type : "Event" };
}

export default async function EventPage({ params }: Props) {
  const { id } = await params;
  const found = await readEvent(id);
  if (!found.ok) {
    return <ErrorState title="The event could not be read">{found.failure.detail}</ErrorState>;
  }
  const { facts, story } = found.value;
  const { actor } = await requireSession();
  return (
    <EventView
      id={id}
      type={facts.type}
      initial={story}
      mayTest={actor.scopes.includes("manage")}
      meta={<Meta facts={facts} now={story.now} />}
      actions={<Actions facts={facts} canSend={actor.scopes.includes("events:write")} />}
      payload={<JsonViewer text={facts.dataJson} label="Payload" />}
      facts={<EventFacts facts={facts} now={story.now} />}
    />
  );
}

/** Once for the page and its title. */
const readEvent = cache((id: string) => {
  if (!idSchema.safeParse(id).success) notFound();
  return readPage("read", async ({ tx, actor, now }) => {
    const facts = await readEventFacts(tx, actor, id);
    if (!facts.ok) return facts;
    const story = await readEventStory(tx, actor, id);
    if (!story.ok) return story;
    const skips = await readEventSkips(tx, actor, id);
    if (!skips.ok) return skips;
    return succeed({ facts: facts.value, story: { ...story.value, skips: skips.value, now } });
  });
});

function Meta({ facts, now }: { facts: Facts; now: string }) {
  return (
    <>
      <Id value={facts.id} full />
      <span>
        Received <Time at={facts.receivedAt} now={now} />
      </span>
      <span className="tabular-nums">{formatBytes(facts.bytes)}</span>
    </>
  );
}

async function Actions({ facts, canSend }: { facts: Facts; canSend: boolean }) {
  const { type, source, subject, dataJson } = facts;
  const origin = await ownOrigin();
  const curl = curlOf({ origin, type, source, subject: subject ?? undefined, dataJson });
  return (
    <>
      <button type="button" className={buttonClass()} data-copy={curl}>
        <Icon name="terminal" />
        <span>Copy as curl</span>
      </button>
      {canSend ? <SendAgainButton id={facts.id} /> : null}
    </>
  );
}
