"use client";
// The second, explicit act: what changes, who wrote it, what waits for it; then one button that deploys.
import { useQuery } from "@tanstack/react-query";
import { useCallback, useState, useTransition } from "react";
import { fetchLive } from "#components/live/fetch-live.ts";
import { DeploymentChanges } from "#components/scripts/deployment-changes.tsx";
import type { DeployVersion } from "#components/scripts/script-actions.ts";
import { Button } from "#components/ui/button.tsx";
import { callAction } from "#components/ui/call-action.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { LiveDeployment } from "#lib/scripts/script-activity.ts";
import type { Script } from "#lib/scripts/script-schema.ts";

type DeployDialogProps = {
  script: Script;
  /** What is to be deployed; null while nobody asks. */
  version: number | null;
  deploy: DeployVersion;
  onClose: () => void;
  onDeployed: (version: number) => void;
  /** Asks for the version that was deployed before. */
  onRollBack: (version: number) => void;
};

export function DeployDialog(props: DeployDialogProps) {
  const { script, version } = props;
  const { preview, isFetching, error, reload } = usePreview(script.id, version);
  const { confirm, close, refusal, pending } = useDeployment({ ...props, preview, reload });
  const isRollback = version !== null && version < script.deployedVersion;
  const verb = isRollback ? "Roll back to" : "Deploy";
  const isDeployed = preview?.deployed.version === version;
  return (
    <Dialog
      open={version !== null}
      onClose={close}
      size="lg"
      title={
        <>
          {verb} v{version} of <bdi>{script.name}</bdi>?
        </>
      }
      footer={
        <>
          <Button data-close>Cancel</Button>
          <Button
            variant="primary"
            icon={isRollback ? "undo" : "rocket"}
            pending={pending}
            aria-disabled={!preview || isFetching || isDeployed}
            onClick={confirm}
          >
            {verb} v{version}
          </Button>
        </>
      }
    >
      <div className="flex min-w-0 flex-col gap-3">
        {refusal === null ? null : (
          <Notice tone="danger" role="alert">
            {refusal}
          </Notice>
        )}
        {error ? (
          <ErrorState
            title="What changes could not be read"
            actions={<Button onClick={reload}>Try again</Button>}
          >
            {error.message}
          </ErrorState>
        ) : (
          <Body preview={preview} script={script} />
        )}
      </div>
    </Dialog>
  );
}

function Body({ preview, script }: { preview: LiveDeployment | undefined; script: Script }) {
  if (!preview) return <Skeleton height="320px" />;
  return <DeploymentChanges preview={preview} language={script.language} />;
}

function usePreview(scriptId: string, version: number | null) {
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["deployment", scriptId, version],
    queryFn: ({ signal }) =>
      fetchLive<LiveDeployment>(
        `/api/live/scripts/${scriptId}/deployment?version=${version}`,
        signal,
      ),
    enabled: version !== null,
    // Read anew each time it is asked for, and then left alone: it must not change under the person who reads it.
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const reload = useCallback(() => void refetch(), [refetch]);
  return { preview: data, isFetching, error, reload };
}

type Deployment = DeployDialogProps & {
  preview: LiveDeployment | undefined;
  reload: () => void;
};

function useDeployment({ script, deploy, preview, reload, ...on }: Deployment) {
  const toast = useToast();
  const [pending, startTransition] = useTransition();
  const [refusal, setRefusal] = useState<string | null>(null);
  const close = () => {
    setRefusal(null);
    on.onClose();
  };
  const confirm = () => {
    if (!preview || pending) return;
    startTransition(async () => {
      const before = preview.deployed.version;
      const { version } = preview.chosen;
      const result = await callAction(deploy, { scriptId: script.id, version, before });
      if (!result.ok) {
        setRefusal(result.failure.detail);
        return reload();
      }
      close();
      on.onDeployed(version);
      toast({
        title: `v${version} of ${script.name} is deployed`,
        description: "Runs that start now use it.",
        action: {
          label: before < version ? `Roll back to v${before}` : `Deploy v${before} again`,
          onClick: () => on.onRollBack(before),
        },
      });
    });
  };
  return { confirm, close, pending, refusal };
}
