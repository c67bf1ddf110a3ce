// Where a redirect may lead: a path of our own, never another site.

/** The path with its query; `/` for everything else, such as `//evil.example` and `/\evil.example`. */
export function ownPath(text: unknown): string {
  const base = "http://own.invalid";
  if (typeof text !== "string" || !text.startsWith("/") || !URL.canParse(text, base)) return "/";
  const url = new URL(text, base);
  const path = `${url.pathname}${url.search}`;
  // `/.//evil.example` is ours as it stands, and what is left of it once its dots are gone is not.
  const isOwn = url.origin === base && new URL(path, base).origin === base;
  return isOwn ? path : "/";
}
