"use client";
// Header and tabs of a script around its open tab: the part that knows addresses.
import { useRouter, useSelectedLayoutSegment } from "next/navigation";
import type { ReactNode } from "react";
import type { DeployVersion } from "#components/scripts/script-actions.ts";
import { ScriptFrame, useScriptFrame } from "#components/scripts/script-frame.live.tsx";
import { ScriptHeader } from "#components/scripts/script-header.live.tsx";
import { formatNumber } from "#components/ui/format.ts";
import { Tabs } from "#components/ui/tabs.tsx";
import { useOpenInSight } from "#components/ui/use-open-in-sight.ts";
import type { LiveScript } from "#lib/scripts/script-activity.ts";

type Props = {
  head: LiveScript;
  canWrite: boolean;
  deploy: DeployVersion;
  /** Where an HTTP endpoint answers. */
  endpointAddress: string | null;
  children: ReactNode;
};

/** These offer deployments themselves. */
const ownDeployments: readonly string[] = ["", "versions"];

export function ScriptShell({ head, canWrite, deploy, endpointAddress, children }: Props) {
  const router = useRouter();
  const segment = useSelectedLayoutSegment() ?? "";
  const canDeploy = canWrite && !ownDeployments.includes(segment);
  return (
    <ScriptFrame initial={head} deploy={deploy} onChanged={() => router.refresh()}>
      {/* As high as the window has room for: the editor takes what the other tabs leave empty. */}
      <div className="flex min-h-[calc(100dvh-80px)] min-w-0 flex-col gap-4">
        <ScriptHeader canDeploy={canDeploy} endpointAddress={endpointAddress} />
        <ScriptTabs place={`/scripts/${head.script.id}`} segment={segment} />
        {children}
      </div>
    </ScriptFrame>
  );
}

function ScriptTabs({ place, segment }: { place: string; segment: string }) {
  const { head } = useScriptFrame();
  const strip = useOpenInSight<HTMLDivElement>(segment);
  return (
    <div ref={strip} className="min-w-0">
      <Tabs
        label="Script"
        current={segment === "" ? place : `${place}/${segment}`}
        tabs={[
          { href: place, label: "Code" },
          {
            href: `${place}/subscriptions`,
            label: "Subscriptions",
            count: formatNumber(head.subscriptions),
          },
          { href: `${place}/executions`, label: "Executions" },
          { href: `${place}/versions`, label: "Versions" },
          { href: `${place}/settings`, label: "Settings" },
        ]}
      />
    </div>
  );
}
