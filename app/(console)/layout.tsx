import type { ReactNode } from "react";
import { requireSession } from "#app/_server/page.ts";
import { Providers } from "#app/providers.tsx";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  await requireSession();
  return (
    <Providers now={new Date().toISOString()}>
      <main className="px-6 py-4">{children}</main>
    </Providers>
  );
}
