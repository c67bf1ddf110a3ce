// The demo tenant that lives on GitHub: it reacts to real webhook payloads.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { githubEvents } from "#lib/demo/github-events.ts";
import { type DemoTenant, failsFast } from "./demo-tenant.ts";

export const globex: DemoTenant = {
  slug: "globex",
  name: "Globex Software",
  email: "demo@globex.example",
  events: () => githubEvents(readExamples()),
  tables: { file: new URL("./tables/globex.sql", import.meta.url), emit: {} },
  scripts: [
    {
      name: "triage-issues",
      file: new URL("./scripts/globex/triage-issues.js", import.meta.url),
      subscriptions: [
        { eventType: "github.issues.*", filter: "$.issue.state != 'closed'", ...failsFast },
      ],
    },
    {
      name: "triage-queue",
      file: new URL("./scripts/globex/triage-queue.js", import.meta.url),
      subscriptions: [{ eventType: "triage.issue.queued" }],
    },
    {
      name: "pull-request-size",
      file: new URL("./scripts/globex/pull-request-size.ts", import.meta.url),
      subscriptions: [{ eventType: "github.pull_request.*" }],
    },
    {
      name: "release-notes",
      file: new URL("./scripts/globex/release-notes.js", import.meta.url),
      subscriptions: [
        { eventType: "github.release.published", ...failsFast },
        { eventType: "github.release.released", ...failsFast },
      ],
    },
    {
      name: "organization-report",
      file: new URL("./scripts/globex/organization-report.js", import.meta.url),
      subscriptions: [{ eventType: "github.repository.*", ...failsFast }],
    },
    {
      name: "stale-security-alerts",
      file: new URL("./scripts/globex/stale-security-alerts.js", import.meta.url),
      subscriptions: [
        { eventType: "github.code_scanning_alert.*" },
        { eventType: "github.dependabot_alert.*" },
        { eventType: "github.repository_vulnerability_alert.*" },
      ],
    },
    {
      name: "push-summary",
      file: new URL("./scripts/globex/push-summary.js", import.meta.url),
      subscriptions: [{ eventType: "github.push", filter: "!$.deleted" }],
    },
    {
      name: "broken-checks",
      file: new URL("./scripts/globex/broken-checks.js", import.meta.url),
      subscriptions: [
        {
          eventType: "github.check_run.completed",
          filter: "$.check_run.conclusion == 'failure'",
          priority: 10,
        },
      ],
    },
    {
      name: "mirror-deployments",
      file: new URL("./scripts/globex/mirror-deployments.js", import.meta.url),
      subscriptions: [
        { eventType: "github.deployment_status.created", ...failsFast },
        { eventType: "github.workflow_job.*", ...failsFast },
      ],
    },
    {
      name: "audit-trail",
      file: new URL("./scripts/globex/audit-trail.js", import.meta.url),
      subscriptions: [{ eventType: "*", priority: 1_000 }],
    },
  ],
};

/** 329 payloads of api.github.com, the package's main file. */
function readExamples() {
  const file = fileURLToPath(import.meta.resolve("@octokit/webhooks-examples"));
  return JSON.parse(readFileSync(file, "utf8"));
}
