"use client";
// Which script this is and what runs now. The deployed version changes in place when somebody deploys.
import { useScriptFrame } from "#components/scripts/script-frame.live.tsx";
import { kindNames, languageNames } from "#components/scripts/script-names.ts";
import { DeployedBadge, UndeployedBadge } from "#components/scripts/version-badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Id } from "#components/ui/id.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";

/** `canDeploy` on the tabs that do not offer it themselves. */
export function ScriptHeader({ canDeploy }: { canDeploy: boolean }) {
  const { head, askDeploy } = useScriptFrame();
  const { script } = head;
  const newer = script.version > script.deployedVersion ? script.version : null;
  return (
    <PageHeader
      back={{ href: "/scripts", label: "Scripts" }}
      title={<bdi>{script.name}</bdi>}
      badge={
        <>
          <DeployedBadge version={script.deployedVersion} />
          {newer === null ? null : <UndeployedBadge version={newer} />}
        </>
      }
      meta={
        <>
          <span>{kindNames[script.kind]}</span>
          <span>{languageNames[script.language]}</span>
          {script.path === null ? null : <Endpoint path={script.path} methods={script.methods} />}
          <Id value={script.id} />
        </>
      }
      actions={
        canDeploy && newer !== null ? (
          <Button variant="primary" icon="rocket" onClick={() => askDeploy(newer)}>
            Deploy v{newer}
          </Button>
        ) : null
      }
    />
  );
}

function Endpoint({ path, methods }: { path: string; methods: readonly string[] | null }) {
  return (
    <span className="min-w-0 truncate font-mono text-xs" title={path}>
      {methods?.join(" ")} /{path}
    </span>
  );
}
