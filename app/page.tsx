// What runs here, before there is a console: where the API is described and how to send a first event.
import { headers } from "next/headers";
import type { ReactNode } from "react";

export default async function HomePage() {
  const origin = await ownOrigin();
  return (
    <main className="mx-auto max-w-2xl px-5 py-12 sm:py-20">
      <h1 className="text-3xl font-semibold tracking-tight">Scriptbus</h1>
      <p className="mt-3 text-lg text-quiet">
        Events come in, the scripts that subscribe to them run, and every run can be seen and
        repaired.
      </p>

      <Section title="What runs here">
        <p>
          The REST API answers on this address. A worker beside it routes events, runs scripts in a
          sandbox, retries what fails and keeps what fails for good as dead letters. A console for
          people is not here yet: for now, everything is done through the API.
        </p>
        <ul className="mt-4 list-disc space-y-1 pl-5">
          <li>
            <Link href="/api/v1/openapi.json">API description (OpenAPI 3.1)</Link>
          </li>
          <li>
            <Link href="/readyz">Readiness of this process</Link>
          </li>
        </ul>
      </Section>

      <Section title="Send a first event">
        <p>
          Every call needs an API key. Where the demo was installed, its key is <Code>apiKey</Code>{" "}
          in <Code>demo.json</Code> in the data directory.
        </p>
        <Example label="Shell command that publishes an event">{publishExample(origin)}</Example>
        <p className="mt-5">See what ran because of it:</p>
        <Example label="Shell command that lists executions">{executionsExample(origin)}</Example>
      </Section>
    </main>
  );
}

async function ownOrigin(): Promise<string> {
  const asked = await headers();
  const scheme = asked.get("x-forwarded-proto") ?? "http";
  return `${scheme}://${asked.get("host") ?? "localhost:3000"}`;
}

const publishExample = (origin: string) => `curl ${origin}/api/v1/events \\
  -H "Authorization: Bearer $SCRIPTBUS_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"type": "finance.payment.created",
       "data": {"paymentId": "p-1", "amount": 120}}'`;

const executionsExample = (origin: string) => `curl ${origin}/api/v1/executions \\
  -H "Authorization: Bearer $SCRIPTBUS_KEY"`;

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-10 leading-relaxed">
      <h2 className="mb-3 text-xl font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function Link({ href, children }: { href: string; children: string }) {
  return (
    <a className="text-link underline underline-offset-4 hover:no-underline" href={href}>
      {children}
    </a>
  );
}

function Code({ children }: { children: string }) {
  return <code className="rounded bg-card px-1 py-0.5 font-mono text-[0.9em]">{children}</code>;
}

/** Scrolls sideways by itself, so that the page never does; reachable by keyboard for that reason. */
function Example({ label, children }: { label: string; children: string }) {
  return (
    <section
      aria-label={label}
      className="mt-3 overflow-x-auto rounded-lg border border-line bg-card p-4 text-sm"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
      tabIndex={0}
    >
      <pre className="font-mono">{children}</pre>
    </section>
  );
}
