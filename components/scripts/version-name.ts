// What a version is called where one is named. A test run of unsaved source has version 0, which nothing keeps.

export function versionName(version: number): string {
  return version === 0 ? "unsaved source" : `v${version}`;
}

/** Undefined for what has no page. */
export function keptVersion(version: number | undefined): number | undefined {
  return version === 0 ? undefined : version;
}
