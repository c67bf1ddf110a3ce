"use client";
// Header and tabs of a script around its open tab: the part that knows addresses.
import { useRouter, useSelectedLayoutSegment } from "next/navigation";
import type { ReactNode } from "react";
import type { DeployVersion } from "#components/scripts/script-actions.ts";
import { ScriptFrame } from "#components/scripts/script-frame.live.tsx";
import { ScriptHeader } from "#components/scripts/script-header.live.tsx";
import { formatNumber } from "#components/ui/format.ts";
import { Tabs } from "#components/ui/tabs.tsx";
import type { LiveScript } from "#lib/scripts/script-activity.ts";

type Props = {
  head: LiveScript;
  subscriptions: number;
  canWrite: boolean;
  deploy: DeployVersion;
  children: ReactNode;
};

/** These offer deployments themselves. */
const ownDeployments: readonly string[] = ["", "versions"];

export function ScriptShell({ head, subscriptions, canWrite, deploy, children }: Props) {
  const router = useRouter();
  const segment = useSelectedLayoutSegment() ?? "";
  const place = `/scripts/${head.script.id}`;
  const hrefOf = (tab: string) => (tab === "" ? place : `${place}/${tab}`);
  const canDeploy = canWrite && !ownDeployments.includes(segment);
  return (
    <ScriptFrame initial={head} deploy={deploy} onChanged={() => router.refresh()}>
      {/* As high as the window has room for: the editor takes what the other tabs leave empty. */}
      <div className="flex min-h-[calc(100dvh-80px)] min-w-0 flex-col gap-4">
        <ScriptHeader canDeploy={canDeploy} />
        <Tabs
          label="Script"
          current={hrefOf(segment)}
          tabs={[
            { href: hrefOf(""), label: "Code" },
            {
              href: hrefOf("subscriptions"),
              label: "Subscriptions",
              count: formatNumber(subscriptions),
            },
            { href: hrefOf("executions"), label: "Executions" },
            { href: hrefOf("versions"), label: "Versions" },
            { href: hrefOf("settings"), label: "Settings" },
          ]}
        />
        {children}
      </div>
    </ScriptFrame>
  );
}
