// What a deployment changes, drawn for the person who decides on it.

import { lazy, Suspense } from "react";
import { formatActor } from "#components/ui/format.ts";
import { Notice } from "#components/ui/notice.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Time } from "#components/ui/time.tsx";
import type { LiveDeployment } from "#lib/scripts/script-activity.ts";
import type { Script } from "#lib/scripts/script-schema.ts";
import { countDependents } from "./count-dependents.ts";

// With its highlighter it is larger than the page around it.
const CodeDiff = lazy(async () => {
  const { CodeDiff: component } = await import("#components/ui/code-diff.tsx");
  return { default: component };
});

type DeploymentChangesProps = { preview: LiveDeployment; language: Script["language"] };

export function DeploymentChanges({ preview, language }: DeploymentChangesProps) {
  const { deployed, chosen, queued, now } = preview;
  if (deployed.version === chosen.version) {
    return <Notice>v{chosen.version} is deployed already.</Notice>;
  }
  return (
    <>
      <p className="text-quiet text-sm">
        v{chosen.version} was saved by <bdi>{formatActor(chosen.createdBy)}</bdi>{" "}
        <Time at={chosen.createdAt} now={now} />
        {chosen.note === null ? "." : ": "}
        {chosen.note === null ? null : (
          <q className="text-ink" dir="auto">
            {chosen.note}
          </q>
        )}
      </p>
      {queued > 0 ? <Queued count={queued} version={chosen.version} /> : null}
      <Suspense fallback={<Skeleton height="320px" />}>
        <CodeDiff
          before={deployed.source}
          after={chosen.source}
          beforeLabel={`v${deployed.version}, deployed`}
          afterLabel={`v${chosen.version}`}
          language={language}
          maxRows={24}
        />
      </Suspense>
    </>
  );
}

function Queued({ count, version }: { count: number; version: number }) {
  const many = countDependents(count, "queued delivery", "queued deliveries");
  return (
    <Notice tone="warning">
      {many} of this script will run with v{version}, retries included.
    </Notice>
  );
}
