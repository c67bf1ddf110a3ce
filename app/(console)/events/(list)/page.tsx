import type { Metadata } from "next";
import { requireSession } from "#app/_server/page.ts";
import { DemoButton } from "#components/demo/demo-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { SearchParams } from "../../read-filter.ts";
import { SendEventButton } from "../send-event-button.tsx";
import { EventBrowser } from "./event-browser.tsx";
import { readEventTypes } from "./read-event-types.ts";

export const metadata: Metadata = { title: "Events" };

export default async function EventsPage({ searchParams }: { searchParams: SearchParams }) {
  const { actor } = await requireSession();
  const canSend = actor.scopes.includes("events:write");
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <PageHeader title="Events" actions={canSend ? <SendActions /> : null} />
      <EventBrowser searchParams={searchParams} />
    </div>
  );
}

async function SendActions() {
  const eventTypes = await readEventTypes();
  return (
    <>
      <DemoButton />
      <SendEventButton eventTypes={eventTypes} />
    </>
  );
}
