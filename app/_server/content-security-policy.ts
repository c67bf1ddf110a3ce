// What a page of the console may load and run: our own files, and scripts that carry the nonce of this answer.

/** Style attributes stay allowed: React and the editor place things with them; they run nothing. */
export function contentSecurityPolicy(nonce: string): string {
  // Next's development server evaluates the modules it reloads; a build never does.
  const development = process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  const developmentStyles = process.env.NODE_ENV === "development" ? " 'unsafe-inline'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    developmentStyles
      ? `style-src 'self'${developmentStyles}`
      : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
