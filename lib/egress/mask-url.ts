// A URL as it may be shown to people who look at a run: without credentials, values of its query, and fragment.

/** Never throws: what is no URL is shown up to its query. */
export function maskUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null) return (text.split(/[?#]/, 1)[0] ?? "").replace(/\/\/[^/]*@/, "//");
  const names = [...url.searchParams.keys()].map((name) => `${encodeURIComponent(name)}=…`);
  const query = names.length === 0 ? "" : `?${names.join("&")}`;
  return `${url.protocol}//${url.host}${url.pathname}${query}`;
}
