// The list of versions where there is no room for one.
import { Select } from "#components/ui/select.tsx";
import type { VersionSummary } from "#lib/scripts/script-schema.ts";

type VersionSelectProps = {
  versions: readonly VersionSummary[];
  open: number;
  deployed: number;
  drafts: readonly number[];
  onOpen: (version: number) => void;
};

export function VersionSelect({ versions, open, deployed, drafts, onOpen }: VersionSelectProps) {
  return (
    <Select
      aria-label="Version"
      value={String(open)}
      onChange={(event) => onOpen(Number(event.target.value))}
      options={versions.map(({ version, note }) => ({
        value: String(version),
        label: [
          `v${version}`,
          drafts.includes(version) ? "unsaved changes" : "",
          version === deployed ? "deployed" : "",
          note ?? "",
        ]
          .filter(Boolean)
          .join(" · "),
      }))}
    />
  );
}
