"use client";
// Asks to deploy a version, or to go back to it. Not drawn for the one that is deployed.
import { useScriptFrame } from "#components/scripts/script-frame.live.tsx";
import { Button } from "#components/ui/button.tsx";

export function DeployButton({ version }: { version: number }) {
  const { head, askDeploy } = useScriptFrame();
  const deployed = head.script.deployedVersion;
  if (version === deployed) return null;
  return (
    <Button size="sm" onClick={() => askDeploy(version)}>
      {version < deployed ? "Roll back" : "Deploy"}
    </Button>
  );
}
