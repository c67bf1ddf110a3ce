// GitHub's own example payloads as events: github.{event}.{action}, or github.{event} without an action.
import type { DemoEvent } from "./demo-event.ts";

/** As in @octokit/webhooks-examples. */
export type WebhookExamples = readonly {
  name: string;
  examples: readonly Readonly<Record<string, unknown>>[];
}[];

export function githubEvents(webhooks: WebhookExamples): DemoEvent[] {
  return webhooks.flatMap(({ name, examples }) =>
    examples.map((data, index) => ({
      id: `${name}-${index + 1}`,
      type: githubEventType(name, data),
      source: "github",
      data,
    })),
  );
}

function githubEventType(name: string, { action }: Readonly<Record<string, unknown>>): string {
  return typeof action === "string" ? `github.${name}.${action}` : `github.${name}`;
}
