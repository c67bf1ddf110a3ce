// What a new script begins with: it reads what it is given, logs, and returns something to look at.
import type { ScriptKind } from "#lib/scripts/script-kind.ts";

const javascript = `// Runs once for each event that one of its subscriptions matches.
const payload = sdk.events.current();
const { type, subject, attempt } = sdk.events.context();

sdk.log.info(\`handling \${type}\`, { subject, attempt, payload });

// What is returned is kept with the execution. What is thrown is retried, then becomes a dead letter.
return { handled: type };
`;

const typescript = `// Runs once for each event that one of its subscriptions matches.
type Payload = Record<string, unknown>;

const payload = sdk.events.current() as Payload;
const { type, subject, attempt } = sdk.events.context();

sdk.log.info(\`handling \${type}\`, { subject, attempt, payload });

// What is returned is kept with the execution. What is thrown is retried, then becomes a dead letter.
return { handled: type };
`;

const endpoint = `// Runs once for each request to its path; runs for an event where it has a subscription, too.
if (sdk.request === null) return;
const { method, path, query, body } = sdk.request;

sdk.log.info(\`\${method} \${path}\`, { query, body });

// What is returned is the answer: { status?, headers?, body? }. What is thrown is answered 500.
return { status: 200, body: { hello: query.name ?? "world" } };
`;

type Choice = { kind: ScriptKind; language: "javascript" | "typescript" };

export function starterSource({ kind, language }: Choice): string {
  if (kind === "http_endpoint") return endpoint;
  return language === "typescript" ? typescript : javascript;
}
