import { renderHtml } from "#app/_server/html.tsx";
import { readPage } from "#app/_server/page.ts";
import { readPanel } from "#app/fragments/_subscriptions/read-views.ts";
import { HtmxIsland } from "#components/htmx/island.tsx";
import { SubscriptionsPanel } from "#components/subscriptions/subscriptions-panel.tsx";
import { fail } from "#lib/shared/failure.ts";
import { idSchema } from "#lib/shared/schemas.ts";

export const metadata = { title: "Subscriptions" };

export default async function SubscriptionsPage({ params }: { params: Promise<{ id: string }> }) {
  const id = idSchema.safeParse((await params).id);
  const panel = await readPage("read", async ({ tx, actor }) =>
    id.success ? readPanel(tx, actor, id.data) : fail("not_found", "There is no such script."),
  );
  if (!panel.ok) throw new Error(panel.failure.detail);
  const html = await renderHtml(<SubscriptionsPanel {...panel.value} />);
  return (
    <HtmxIsland html={html} src={`/fragments/scripts/${panel.value.scriptId}/subscriptions`} />
  );
}
