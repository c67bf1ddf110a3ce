import type { Metadata } from "next";
import { readPage, requireSession } from "#app/_server/page.ts";
import { authNames, kindNames, languageNames } from "#components/scripts/script-names.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Id } from "#components/ui/id.tsx";
import { KeyValues } from "#components/ui/key-values.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { readScriptDependents } from "#db/repositories/script-activity.ts";
import { getScript } from "#db/repositories/scripts.ts";
import { endpointUrl } from "#lib/endpoints/endpoint-address.ts";
import type { Script } from "#lib/scripts/script-schema.ts";
import { succeed } from "#lib/shared/failure.ts";
import { ownOrigin } from "../../../own-origin.ts";
import { deleteScript } from "../../actions.ts";
import { readScriptId, type ScriptParams } from "../script-id.ts";
import { DeleteScript } from "./delete-script.tsx";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage(props: ScriptParams) {
  const id = await readScriptId(props);
  const { actor, person } = await requireSession();
  const found = await readPage("read", async ({ tx, actor: reader, now }) => {
    const script = await getScript(tx, reader, id);
    if (!script.ok) return script;
    const dependents = await readScriptDependents(tx, reader, id);
    return succeed({ script: script.value, dependents, now });
  });
  if (!found.ok) return <ErrorState title="The settings could not be read" />;
  const { script, dependents, now } = found.value;
  const { slug } = person.tenant;
  const address = script.path === null ? null : endpointUrl(await ownOrigin(), slug, script.path);
  return (
    <div className="flex min-w-0 max-w-3xl flex-col gap-8">
      <Section title="General">
        <Facts script={script} address={address} now={now} />
      </Section>
      {actor.scopes.includes("manage") ? (
        <Section
          title="Delete this script"
          description="Its subscriptions go with it and queued deliveries are cancelled. Executions stay."
          actions={<DeleteScript script={script} dependents={dependents} remove={deleteScript} />}
        />
      ) : null}
    </div>
  );
}

function Address({ address }: { address: string }) {
  return (
    <span className="flex min-w-0 items-center gap-1">
      <span className="break-all font-mono text-xs">{address}</span>
      <CopyButton text={address} label="Copy address" />
    </span>
  );
}

type FactsProps = { script: Script; address: string | null; now: string };

function Facts({ script, address, now }: FactsProps) {
  return (
    <KeyValues
      items={[
        ["Name", <bdi key="name">{script.name}</bdi>],
        ["Kind", kindNames[script.kind]],
        ["Language", languageNames[script.language]],
        ["Address", address === null ? null : <Address key="address" address={address} />],
        ["Methods", script.methods?.join(", ")],
        ["Who may call it", script.auth === null ? null : authNames[script.auth]],
        ["Requests per second", script.rateLimit],
        ["Id", <Id key="id" value={script.id} full />],
        ["Created", <Time key="created" at={script.createdAt} now={now} format="absolute" />],
        ["Changed", <Time key="changed" at={script.updatedAt} now={now} format="absolute" />],
      ]}
    />
  );
}
