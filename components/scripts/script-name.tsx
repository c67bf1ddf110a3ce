// The script of something that names one. A deleted one has no page, so nothing leads there.

import { keptVersion, versionName } from "#components/scripts/version-name.ts";
import { linkClass } from "#components/ui/link-class.ts";
import type { NamedScript } from "#lib/scripts/named-script.ts";
import { withQuery } from "#lib/shared/with-query.ts";

type ScriptNameProps = {
  script: NamedScript;
  /** The version that is meant, behind the name. */
  version?: number;
};

/** In a cell the name is cut where it must be; what stands behind it is not. */
export function ScriptName({ script: { scriptName, scriptDeleted }, version }: ScriptNameProps) {
  if (scriptName === null) return <span className="text-faint">Deleted script</span>;
  return (
    <span className="[td_&]:flex [td_&]:min-w-0 [td_&]:gap-1.5">
      <bdi className="[td_&]:truncate">{scriptName}</bdi>
      {version === undefined ? null : (
        <span
          className={`font-normal text-quiet tabular-nums ${version === 0 ? "min-w-0 [td_&]:shrink-[9999] [td_&]:truncate" : "flex-none"}`}
        >
          {" "}
          {versionName(version)}
        </span>
      )}
      {scriptDeleted ? <span className="flex-none font-normal text-faint"> deleted</span> : null}
    </span>
  );
}

/** Leads to the script, to that version of it where one is meant. */
export function ScriptLink({ script, version }: ScriptNameProps) {
  const name = <ScriptName script={script} {...(version === undefined ? {} : { version })} />;
  if (script.scriptDeleted) return name;
  return (
    <a
      className={linkClass}
      href={withQuery(`/scripts/${script.scriptId}`, { version: keptVersion(version) })}
    >
      {name}
    </a>
  );
}
