// The versions of a script beside its editor, like files: newest first, the open one marked.

import { DeployedBadge } from "#components/scripts/version-badge.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { formatActor } from "#components/ui/format.ts";
import { Icon } from "#components/ui/icon.tsx";
import { Time } from "#components/ui/time.tsx";
import type { VersionSummary } from "#lib/scripts/script-schema.ts";

type VersionListProps = {
  versions: readonly VersionSummary[];
  open: number;
  deployed: number;
  /** Versions with unsaved work in this browser tab. */
  drafts: readonly number[];
  hrefOf: (version: number) => string;
  now: string;
};

export function VersionList({ versions, open, deployed, drafts, hrefOf, now }: VersionListProps) {
  return (
    <nav aria-label="Versions" className="absolute inset-0 overflow-y-auto pr-3">
      <ol className="grid gap-px">
        {versions.map((version) => (
          <li key={version.version}>
            <a
              href={hrefOf(version.version)}
              aria-current={version.version === open ? "page" : undefined}
              className={classNames(
                "grid gap-0.5 rounded px-2 py-1.5 text-xs hover:bg-hover",
                "aria-[current]:bg-selected",
              )}
            >
              <VersionLine
                version={version}
                isDeployed={version.version === deployed}
                hasDraft={drafts.includes(version.version)}
              />
              {version.note === null ? null : (
                <span className="truncate text-quiet" title={version.note} dir="auto">
                  {version.note}
                </span>
              )}
              <span className="flex min-w-0 gap-1 text-faint">
                <bdi className="truncate" title={formatActor(version.createdBy)}>
                  {formatActor(version.createdBy)}
                </bdi>
                <span aria-hidden="true">·</span>
                <Time at={version.createdAt} now={now} className="shrink-0" />
              </span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

type VersionLineProps = { version: VersionSummary; isDeployed: boolean; hasDraft: boolean };

function VersionLine({ version, isDeployed, hasDraft }: VersionLineProps) {
  return (
    <span className="flex h-5 items-center gap-2">
      <span className="font-mono font-medium text-ink tabular-nums">v{version.version}</span>
      {hasDraft ? (
        <span className="text-amber" title="Unsaved changes in this tab">
          <Icon name="circle-dot" size={12} />
          <span className="sr-only">Unsaved changes</span>
        </span>
      ) : null}
      {isDeployed ? <DeployedBadge /> : null}
    </span>
  );
}
