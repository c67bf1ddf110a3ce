// The first page: is anything wrong, and where? A tenant in which nothing ever ran sees how to begin instead.
import type { Metadata } from "next";
import { readPage, requireSession } from "#app/_server/page.ts";
import { recentOverview } from "#app/_server/recent-overview.ts";
import { DemoButton } from "#components/demo/demo-button.tsx";
import { OverviewPanel } from "#components/overview/overview.live.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { readSetupSteps } from "#db/repositories/setup-steps.ts";
import { isSettingUp } from "#lib/overview/setup-steps.ts";
import { succeed } from "#lib/shared/failure.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { ownOrigin } from "../own-origin.ts";
import { Setup } from "../setup.tsx";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage() {
  const { actor, person } = await requireSession();
  const found = await readOverviewPage(actor);
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

/** One after the other, so that nothing is held while the overview waits for somebody else's look. */
async function readOverviewPage(actor: Actor) {
  const steps = await readPage("read", async (read) =>
    succeed(await readSetupSteps(read.tx, read.actor)),
  );
  if (!steps.ok) return steps;
  if (isSettingUp(steps.value)) return succeed({ steps: steps.value, overview: null });
  const overview = await recentOverview(actor);
  return overview.ok ? succeed({ steps: steps.value, overview: overview.value }) : overview;
}
