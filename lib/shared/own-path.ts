// Where a redirect may lead: a path of our own, never another site.

/** The path with its query; `/` for everything else, such as `//evil.example` and `/\evil.example`. */
export function ownPath(text: unknown): string {
  const base = "http://own.invalid";
  if (typeof text !== "string" || !text.startsWith("/") || !URL.canParse(text, base)) return "/";
  const url = new URL(text, base);
  return url.origin === base ? `${url.pathname}${url.search}` : "/";
}
