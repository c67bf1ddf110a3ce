// Makes a theme the page's, and remembers it for the pages to come.
import { type Theme, themeCookie } from "#components/ui/theme.ts";

const yearSeconds = 365 * 24 * 60 * 60;

export function applyTheme(theme: Theme): void {
  document.documentElement.dataset["theme"] = theme;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = themeCookieFor(theme);
}

/** The system's choice is no cookie at all. */
export function themeCookieFor(theme: Theme): string {
  const maxAge = theme === "system" ? 0 : yearSeconds;
  return `${themeCookie}=${theme}; Path=/; Max-Age=${maxAge}; SameSite=Lax`;
}
