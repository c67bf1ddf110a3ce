// Light, dark, or what the system says. The cookie decides on the server, so no page flashes.

export const themes = ["system", "light", "dark"] as const;

export type Theme = (typeof themes)[number];

export const themeCookie = "scriptbus-theme";

/** Anything but light or dark is the system's choice. */
export function readTheme(value: string | undefined): Theme {
  return value === "light" || value === "dark" ? value : "system";
}
