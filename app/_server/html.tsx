// Markup as text, for what htmx owns: fragments, and the first content of an island on a page.
// It draws pure components only; a component that runs in the browser has no markup here.
import type { ReactNode } from "react";
import { prerender } from "react-dom/static";

/** Rejects when a component throws. */
export async function renderHtml(node: ReactNode): Promise<string> {
  let failed: { error: unknown } | undefined;
  // A throw inside onError would leave the rendering waiting for ever, so it only takes a note.
  const { prelude } = await prerender(node, {
    onError(error) {
      failed ??= { error };
    },
  });
  const html = await new Response(prelude).text();
  if (failed) throw failed.error;
  return html;
}
