// The first page: is anything wrong, and where? A tenant in which nothing ever ran sees how to begin instead.
import type { Metadata } from "next";
import { readPage, requireSession } from "#app/_server/page.ts";
import { recentOverview } from "#app/api/live/overview/recent-overview.ts";
import { DemoButton } from "#components/demo/demo-button.tsx";
import { OverviewPanel } from "#components/overview/overview.live.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { readSetupSteps } from "#db/repositories/setup-steps.ts";
import { isSettingUp } from "#lib/overview/setup-steps.ts";
import { succeed } from "#lib/shared/failure.ts";
import { ownOrigin } from "../own-origin.ts";
import { Setup } from "../setup.tsx";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage() {
  const { actor, person } = await requireSession();
  const found = await readOverviewPage();
  if (!found.ok) {
    return <ErrorState title="The overview could not be read">{found.failure.detail}</ErrorState>;
  }
  const { steps, overview } = found.value;
  if (overview === null) {
    return (
      <div className="flex min-w-0 flex-col gap-4">
        <PageHeader title={`Welcome to ${person.tenant.name}`} />
        <Setup initial={steps} origin={await ownOrigin()} scopes={actor.scopes} />
      </div>
    );
  }
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <PageHeader
        title="Overview"
        actions={actor.scopes.includes("events:write") ? <DemoButton /> : null}
      />
      <OverviewPanel initial={overview} />
    </div>
  );
}

function readOverviewPage() {
  return readPage("read", async ({ tx, actor }) => {
    const steps = await readSetupSteps(tx, actor);
    const overview = isSettingUp(steps) ? null : await recentOverview(tx, actor);
    return succeed({ steps, overview });
  });
}
