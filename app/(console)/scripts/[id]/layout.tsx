import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache, type ReactNode } from "react";
import { readPage, requireSession } from "#app/_server/page.ts";
import { ErrorState } from "#components/ui/error-state.tsx";
import { getScriptHead } from "#db/repositories/script-versions.ts";
import { endpointUrl } from "#lib/endpoints/endpoint-address.ts";
import type { Script } from "#lib/scripts/script-schema.ts";
import { succeed } from "#lib/shared/failure.ts";
import type { Person } from "#lib/tenancy/person.ts";
import { ownOrigin } from "../../own-origin.ts";
import { deployVersion } from "../actions.ts";
import { isScriptId, readScriptId, type ScriptParams } from "./script-id.ts";
import { ScriptShell } from "./script-shell.tsx";

type Props = ScriptParams & { children: ReactNode };

/** Finds nothing without ending the page: what is not there needs a title, too. */
export async function generateMetadata({ params }: ScriptParams): Promise<Metadata> {
  const { id } = await params;
  const found = isScriptId(id) ? await readScript(id) : null;
  if (!found?.ok || !found.value) return { title: "No such script" };
  const { name } = found.value.script;
  return { title: { default: name, template: `%s · ${name} · Scriptbus` } };
}

export default async function ScriptLayout({ children, ...props }: Props) {
  const { actor, person } = await requireSession();
  const found = await readScript(await readScriptId(props));
  if (!found.ok) return <ErrorState title="The script could not be read" />;
  if (!found.value) notFound();
  return (
    <ScriptShell
      head={found.value}
      canWrite={actor.scopes.includes("manage")}
      deploy={deployVersion}
      endpointAddress={await addressOf(found.value.script, person)}
    >
      {children}
    </ScriptShell>
  );
}

async function addressOf({ path }: Script, { tenant }: Person): Promise<string | null> {
  return path === null ? null : endpointUrl(await ownOrigin(), tenant.slug, path);
}

/** Once for a request: the title and the layout both ask. Null when there is none. */
const readScript = cache((id: string) =>
  readPage("read", async ({ tx, actor, now }) => {
    const head = await getScriptHead(tx, actor, id);
    if (head.ok) return succeed({ ...head.value, now });
    return head.failure.code === "not_found" ? succeed(null) : head;
  }),
);
