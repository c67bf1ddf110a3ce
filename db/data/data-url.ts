// Where the tenants' own database is: beside the platform's, on the same server, under its name and `_data`.

/** The same login on the tenants' database. */
export function dataUrl(platformUrl: string): string {
  const url = new URL(platformUrl);
  url.pathname = `${url.pathname}_data`;
  return url.href;
}
