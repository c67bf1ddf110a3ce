import type { Metadata } from "next";
import { readPage, requireSession } from "#app/_server/page.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listEventTypes } from "#db/repositories/event-types.ts";
import { succeed } from "#lib/shared/failure.ts";
import { createScript } from "../actions.ts";
import { NewScript } from "./new-script.tsx";

export const metadata: Metadata = { title: "New script" };

/** A help while typing, not a list to read. */
const offeredTypes = 200;

export default async function NewScriptPage() {
  const { actor } = await requireSession();
  return (
    <div className="flex min-w-0 flex-col gap-6">
      <PageHeader title="New script" back={{ href: "/scripts", label: "Scripts" }} />
      {actor.scopes.includes("manage") ? <Form /> : <ReadOnly />}
    </div>
  );
}

async function Form() {
  const types = await readPage("read", async ({ tx, actor }) =>
    succeed(await listEventTypes(tx, actor, { limit: offeredTypes })),
  );
  const eventTypes = types.ok ? types.value.items.map(({ name }) => name) : [];
  return <NewScript eventTypes={eventTypes} create={createScript} />;
}

function ReadOnly() {
  return (
    <EmptyState
      icon="lock"
      title="Your role may read scripts, not write them"
      actions={<LinkButton href="/scripts">Show all scripts</LinkButton>}
    >
      A developer or an admin of this tenant can create one.
    </EmptyState>
  );
}
