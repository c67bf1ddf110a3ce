// Which version is deployed, and that a newer one is not.
import { Badge } from "#components/ui/badge.tsx";

export function VersionBadge({ version }: { version: number }) {
  return <span className="font-mono text-xs tabular-nums">v{version}</span>;
}

export function DeployedBadge({ version }: { version?: number }) {
  return (
    <Badge tone="green" icon="rocket">
      {version === undefined ? "Deployed" : `v${version} deployed`}
    </Badge>
  );
}

/** The newest version waits for somebody to deploy it. */
export function UndeployedBadge({ version }: { version: number }) {
  return (
    <Badge
      tone="amber"
      icon="circle-dashed"
      title="Saved, but events still run the deployed version"
    >
      v{version} not deployed
    </Badge>
  );
}
