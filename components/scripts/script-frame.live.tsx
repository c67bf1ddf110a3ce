"use client";
// What every tab of a script shares: the script as it is now, read live, and the one dialog that deploys.
import { useQueryClient } from "@tanstack/react-query";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useState,
} from "react";
import { useLive } from "#components/live/use-live.ts";
import { DeployDialog } from "#components/scripts/deploy-dialog.form.tsx";
import type { DeployVersion } from "#components/scripts/script-actions.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { LiveScript } from "#lib/scripts/script-activity.ts";

type Shared = {
  head: LiveScript;
  /** Reads the script again at once. */
  refresh: () => Promise<void>;
  /** Opens the dialog; nothing is deployed before the person says so there. */
  askDeploy: (version: number) => void;
};

type ScriptFrameProps = {
  initial: LiveScript;
  deploy: DeployVersion;
  /** Somebody saved or deployed: time to draw the server's part of the page again. */
  onChanged: () => void;
  children: ReactNode;
};

const everyMs = 5_000;

const SharedContext = createContext<Shared | null>(null);

export function ScriptFrame({ initial, deploy, onChanged, children }: ScriptFrameProps) {
  const [asked, setAsked] = useState<number | null>(null);
  const { id } = initial.script;
  const address = `/api/live/scripts/${id}`;
  const { data, state, refresh } = useLive<LiveScript>(["script"], address, {
    initialData: initial,
    everyMs,
  });
  const client = useQueryClient();
  const deployed = (version: number) => {
    // The server said so: no need to wait for the next read.
    client.setQueryData<LiveScript>(
      ["script", address],
      (known) => known && withDeployed(known, version),
    );
    onChanged();
    void refresh();
  };
  useChange(initial, data, onChanged);
  return (
    <SharedContext value={{ head: data, refresh, askDeploy: setAsked }}>
      {state.kind === "refused" ? <Gone detail={state.detail} /> : null}
      {children}
      <DeployDialog
        script={data.script}
        version={asked}
        deploy={deploy}
        onClose={() => setAsked(null)}
        onDeployed={deployed}
        onRollBack={setAsked}
      />
    </SharedContext>
  );
}

/** Deleted while it was open, or out of reach by now. What is typed can still be copied. */
function Gone({ detail }: { detail: string }) {
  return (
    <Notice
      tone="warning"
      role="alert"
      title="This script cannot be read any more"
      className="mb-4"
      actions={
        <LinkButton href="/scripts" size="sm">
          Show all scripts
        </LinkButton>
      }
    >
      {detail}
    </Notice>
  );
}

/** Tells once of each version that is newer, or deployed since the page was drawn. */
function useChange(drawn: LiveScript, now: LiveScript, onChanged: () => void): void {
  const { deployedVersion } = now.script;
  const { version } = now.newest;
  const tell = useEffectEvent(() => {
    const isDrawn =
      deployedVersion === drawn.script.deployedVersion && version === drawn.newest.version;
    if (!isDrawn) onChanged();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what is told of.
  useEffect(() => tell(), [deployedVersion, version]);
}

function withDeployed(known: LiveScript, version: number): LiveScript {
  const { script, newest } = known;
  return {
    ...known,
    script: { ...script, deployedVersion: version },
    newest: { ...newest, deployed: newest.version === version },
  };
}

export function useScriptFrame(): Shared {
  const shared = useContext(SharedContext);
  if (!shared) throw new Error("a part of a script is drawn outside of its frame");
  return shared;
}
