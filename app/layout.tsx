import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { fontClass } from "#app/fonts.ts";
import { htmxConfig } from "#components/htmx/htmx-config.ts";
import { readTheme, themeCookie } from "#components/ui/theme.ts";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Scriptbus", template: "%s · Scriptbus" },
  description: "Tenant scripts that run on domain events.",
};

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

/** Every page reads the theme from its cookie, so that none flashes in the other one. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = readTheme((await cookies()).get(themeCookie)?.value);
  return (
    <html lang="en" className={fontClass} data-theme={theme}>
      <head>
        <meta name="htmx-config" content={htmxConfig} />
      </head>
      <body>{children}</body>
    </html>
  );
}
