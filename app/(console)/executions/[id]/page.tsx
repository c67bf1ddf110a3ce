import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { readPage, requireSession } from "#app/_server/page.ts";
import { ErrorInSource } from "#components/executions/error-in-source.tsx";
import { EventPayload } from "#components/executions/event-payload.tsx";
import { executionLooks } from "#components/executions/execution-badge.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import type { Tx } from "#db/client.ts";
import { findExecutionEvent, getExecutionProgress } from "#db/repositories/execution-detail.ts";
import { getVersion } from "#db/repositories/script-versions.ts";
import { getScript } from "#db/repositories/scripts.ts";
import type { ExecutionProgress } from "#lib/executions/execution-detail.ts";
import { succeed } from "#lib/shared/failure.ts";
import { idParams } from "#lib/shared/schemas.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { ExecutionPageView } from "./execution-page-view.tsx";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await readExecution((await params).id);
  if (!found.ok) return { title: "Execution" };
  const { scriptName, status } = found.value.progress;
  return { title: `${scriptName ?? "Script"} ${executionLooks[status].word.toLowerCase()}` };
}

export default async function ExecutionPage({ params }: Props) {
  const { actor } = await requireSession();
  const found = await readExecution((await params).id);
  if (!found.ok) {
    return <ErrorState title="The execution could not be read">{found.failure.detail}</ErrorState>;
  }
  const { progress, event, source } = found.value;
  const { scriptId: id, scriptName: name, version, error } = progress;
  const isError = error !== null && progress.status !== "cancelled";
  return (
    <ExecutionPageView
      initial={progress}
      correlationId={event?.correlationId ?? null}
      canAct={actor.scopes.includes("replay")}
      canTest={actor.scopes.includes("manage")}
      error={
        isError ? (
          <ErrorInSource error={error} script={{ id, name, version }} source={source} />
        ) : null
      }
      payload={progress.eventId === null ? null : <EventPayload event={event} />}
    />
  );
}

/** Once for a request: the title asks, too. */
const readExecution = cache((text: string) => {
  const asked = idParams.safeParse({ id: text });
  if (!asked.success) notFound();
  return readPage("read", async ({ tx, actor, now }) => {
    const progress = await getExecutionProgress(tx, actor, asked.data.id);
    if (!progress.ok) return progress;
    const { eventId, error } = progress.value;
    return succeed({
      progress: { ...progress.value, now },
      event: eventId === null ? null : await findExecutionEvent(tx, actor, eventId),
      source: error === null ? null : await findSource(tx, actor, progress.value),
    });
  });
});

async function findSource(tx: Tx, actor: Actor, { scriptId, version }: ExecutionProgress) {
  const script = await getScript(tx, actor, scriptId);
  const found = await getVersion(tx, actor, { scriptId, version });
  if (!script.ok || !found.ok) return null;
  return { text: found.value.source, language: script.value.language };
}
