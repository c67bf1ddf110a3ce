// Which place of the navigation a path belongs to.

/** The longest href that is the path or a folder above it; "/" is only itself. */
export function currentHref(hrefs: readonly string[], path: string): string | null {
  const above = hrefs.filter(
    (href) => path === href || (href !== "/" && path.startsWith(`${href}/`)),
  );
  return above.reduce<string | null>(
    (best, href) => (best === null || href.length > best.length ? href : best),
    null,
  );
}
