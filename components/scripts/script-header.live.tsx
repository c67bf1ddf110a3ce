"use client";
// Which script this is and what runs now. The deployed version changes in place when somebody deploys.
import { useScriptFrame } from "#components/scripts/script-frame.live.tsx";
import { kindNames, languageNames } from "#components/scripts/script-names.ts";
import { DeployedBadge, UndeployedBadge } from "#components/scripts/version-badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Id } from "#components/ui/id.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";

type ScriptHeaderProps = {
  /** On the tabs that do not offer it themselves. */
  canDeploy: boolean;
  /** Where an HTTP endpoint answers. */
  endpointAddress: string | null;
};

export function ScriptHeader({ canDeploy, endpointAddress }: ScriptHeaderProps) {
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
          {script.path === null ? null : (
            <Endpoint path={script.path} methods={script.methods} address={endpointAddress} />
          )}
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

type EndpointProps = { path: string; methods: readonly string[] | null; address: string | null };

function Endpoint({ path, methods, address }: EndpointProps) {
  return (
    <span className="flex min-w-0 items-center gap-1">
      <span className="min-w-0 truncate font-mono text-xs" title={address ?? path}>
        {methods?.join(" ")} /{path}
      </span>
      {address === null ? null : <CopyButton text={address} label="Copy address" />}
    </span>
  );
}
