// Which runs may share an isolate: those of one script version of one tenant, and no others.
import type { SandboxScript } from "#lib/executions/run-result.ts";

export function scriptKey({ tenantId, scriptId, version }: SandboxScript): string {
  return `${tenantId}/${scriptId}/${version}`;
}
