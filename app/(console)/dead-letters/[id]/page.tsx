import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { renderHtml } from "#app/_server/html.tsx";
import { requireSession } from "#app/_server/page.ts";
import { LetterActions } from "#components/dead-letters/letter-actions.tsx";
import { letterLooks } from "#components/dead-letters/letter-badge.tsx";
import { ErrorInSource } from "#components/executions/error-in-source.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { JsonViewer } from "#components/ui/json-viewer.tsx";
import { Section } from "#components/ui/section.tsx";
import { LetterPageView } from "./letter-page-view.tsx";
import { readLetter } from "./read-letter.ts";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await readLetter((await params).id);
  if (!found.ok || !found.value) return { title: "No such dead letter" };
  const { scriptName, state } = found.value.letter;
  return { title: `${letterLooks[state].word} dead letter of ${scriptName ?? "a deleted script"}` };
}

export default async function LetterPage({ params }: Props) {
  const { actor } = await requireSession();
  const found = await readLetter((await params).id);
  if (!found.ok) {
    return (
      <ErrorState title="The dead letter could not be read">{found.failure.detail}</ErrorState>
    );
  }
  if (!found.value) notFound();
  const { letter, error, source, payload, alike } = found.value;
  const { scriptId: id, scriptName: name, version } = letter;
  const mayReplay = actor.scopes.includes("replay");
  const actions = <LetterActions letter={letter} mayReplay={mayReplay} />;
  return (
    <LetterPageView
      initial={letter}
      actionsHtml={mayReplay ? await renderHtml(actions) : null}
      alike={alike}
      error={<ErrorInSource error={error} script={{ id, name, version }} source={source} />}
      payload={<Payload text={payload ?? "null"} eventId={letter.eventId} />}
    />
  );
}

function Payload({ text, eventId }: { text: string; eventId: string }) {
  return (
    <Section
      title="Payload"
      actions={
        <a className="text-accent text-sm hover:underline" href={`/events/${eventId}`}>
          Open event
        </a>
      }
    >
      <JsonViewer text={text} label="Payload" />
    </Section>
  );
}
