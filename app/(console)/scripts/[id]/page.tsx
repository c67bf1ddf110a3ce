import { z } from "zod";
import { readPage, requireSession } from "#app/_server/page.ts";
import { ErrorState } from "#components/ui/error-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { Tx } from "#db/client.ts";
import { listEventTypeNames } from "#db/repositories/event-types.ts";
import { getVersion, listVersions } from "#db/repositories/script-versions.ts";
import { getScript } from "#db/repositories/scripts.ts";
import { listSubscriptions } from "#db/repositories/subscriptions.ts";
import { patternMatches } from "#lib/events/event-type.ts";
import { scriptVersionParams } from "#lib/scripts/script-schema.ts";
import { succeed } from "#lib/shared/failure.ts";
import { idSchema } from "#lib/shared/schemas.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { saveVersion } from "../actions.ts";
import { CodeTab } from "./code-tab.tsx";
import { readScriptId, type ScriptParams } from "./script-id.ts";

type Props = ScriptParams & {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** Anything else in the address is as if it were not there. */
const number = scriptVersionParams.shape.n.optional().catch(undefined);
const query = z.object({
  version: number,
  line: number,
  column: number,
  /** The test panel is open, and for which event. */
  test: z
    .union([z.literal("open"), idSchema])
    .optional()
    .catch(undefined),
});

/** More are never kept, but for those that old executions name. */
const shownVersions = 200;
const mostSubscriptions = 200;

export default async function CodePage({ searchParams, ...props }: Props) {
  const { version, line, column = 1, test } = query.parse(await searchParams);
  const scriptId = await readScriptId(props);
  const { actor } = await requireSession();
  const found = await readCode(scriptId, version);
  if (!found.ok) return <ErrorState title="The code could not be read" />;
  const { versions, opened, now, types } = found.value;
  if (!opened) return <NoVersion scriptId={scriptId} version={version} />;
  return (
    <CodeTab
      scriptId={scriptId}
      author={actor.id}
      versions={versions}
      opened={opened}
      asked={version ?? null}
      openAt={line ? { line, column } : undefined}
      canWrite={actor.scopes.includes("manage")}
      now={now}
      save={saveVersion}
      test={{
        choices: { ...types, wallMs: actor.limits.wallMs },
        opening: test ? { eventId: test === "open" ? null : test } : null,
      }}
    />
  );
}

/** Without a version the newest one. `opened` is null when there is no such version (any more). */
function readCode(scriptId: string, version: number | undefined) {
  return readPage("read", async ({ tx, actor, now }) => {
    const script = await getScript(tx, actor, scriptId);
    if (!script.ok) return script;
    const page = { limit: shownVersions };
    const versions = await listVersions(tx, actor, { scriptId, page });
    if (!versions.ok) return versions;
    const wish = { scriptId, version: version ?? script.value.version };
    const opened = await getVersion(tx, actor, wish);
    return succeed({
      versions: versions.value.items,
      opened: opened.ok ? opened.value : null,
      types: await readTypes(tx, actor, scriptId),
      now,
    });
  });
}

/** A pattern listens to the types that were seen and fit it. */
async function readTypes(tx: Tx, actor: Actor, scriptId: string) {
  const seen = await listEventTypeNames(tx, actor);
  const { items } = await listSubscriptions(tx, actor, { scriptId, limit: mostSubscriptions });
  const patterns = items.map(({ eventType }) => eventType);
  const exact = patterns.filter((pattern) => !pattern.endsWith("*"));
  const covered = seen.filter((type) => patterns.some((pattern) => patternMatches(pattern, type)));
  return { seen, subscribed: [...new Set([...exact, ...covered])] };
}

function NoVersion({ scriptId, version }: { scriptId: string; version: number | undefined }) {
  return (
    <ErrorState
      title={`This script has no version ${version}`}
      actions={<LinkButton href={`/scripts/${scriptId}`}>Open the newest version</LinkButton>}
    >
      The last 50 versions are kept, and older ones as long as something names them.
    </ErrorState>
  );
}
