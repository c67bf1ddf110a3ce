// A batch of demo events. GitHub's examples are 4 MB: they are read when somebody first asks for them.
import { type DemoCut, erpBatch, githubBatch } from "#lib/demo/demo-batch.ts";
import type { DemoEvent } from "#lib/demo/demo-event.ts";
import type { DemoFamily } from "#lib/demo/demo-plan.ts";
import type { WebhookExamples } from "#lib/demo/github-events.ts";

export async function demoEvents(family: DemoFamily, cut: DemoCut): Promise<DemoEvent[]> {
  if (family === "erp") return erpBatch(cut);
  const { default: examples } = await import("@octokit/webhooks-examples");
  // Its own types describe each of GitHub's payloads; here they are JSON.
  return githubBatch(cut, examples as unknown as WebhookExamples);
}
