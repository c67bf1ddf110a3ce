import type { Metadata } from "next";
import { cache, type ReactNode } from "react";
import { readPage, requireSession } from "#app/_server/page.ts";
import { ErrorState } from "#components/ui/error-state.tsx";
import { readScriptActivity } from "#db/repositories/script-activity.ts";
import { getScriptHead } from "#db/repositories/script-versions.ts";
import { succeed } from "#lib/shared/failure.ts";
import { deployVersion } from "../actions.ts";
import { readScriptId, type ScriptParams } from "./script-id.ts";
import { ScriptShell } from "./script-shell.tsx";

type Props = ScriptParams & { children: ReactNode };

export async function generateMetadata(props: ScriptParams): Promise<Metadata> {
  const found = await readScript(await readScriptId(props));
  return { title: found.ok ? found.value.head.script.name : "Script" };
}

export default async function ScriptLayout({ children, ...props }: Props) {
  const { actor } = await requireSession();
  const found = await readScript(await readScriptId(props));
  if (!found.ok) return <ErrorState title="The script could not be read" />;
  const { head, subscriptions } = found.value;
  return (
    <ScriptShell
      head={{ ...head, now: new Date().toISOString() }}
      subscriptions={subscriptions}
      canWrite={actor.scopes.includes("manage")}
      deploy={deployVersion}
    >
      {children}
    </ScriptShell>
  );
}

/** Once for a request: the title and the layout both ask. */
const readScript = cache((id: string) =>
  readPage("read", async ({ tx, actor }) => {
    const head = await getScriptHead(tx, actor, id);
    if (!head.ok) return head;
    const [activity] = await readScriptActivity(tx, actor, [id]);
    return succeed({ head: head.value, subscriptions: activity?.subscriptions.all ?? 0 });
  }),
);
