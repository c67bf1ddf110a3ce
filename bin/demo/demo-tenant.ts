// What a demo tenant consists of.
import type { DemoEvent } from "#lib/demo/demo-event.ts";

/** Fields of POST /api/v1/subscriptions; what is left out has the API's default. */
export type DemoSubscription = {
  eventType: string;
  filter?: string;
  priority?: number;
  retryCount?: number;
  backoff?: { kind: "fixed"; delayMs: number } | { kind: "list"; delaysMs: readonly number[] };
  breaker?: "off";
  orderingKey?: string;
};

export type DemoScript = {
  name: string;
  /** A `.js` or a `.ts` file. */
  file: URL;
  subscriptions: readonly DemoSubscription[];
};

export type DemoTenant = {
  slug: string;
  name: string;
  email: string;
  scripts: readonly DemoScript[];
  events: () => readonly DemoEvent[];
};

/** For scripts that fail on purpose: at the end of their attempts within a second, and never held by the breaker. */
export const failsFast = {
  retryCount: 2,
  backoff: { kind: "fixed", delayMs: 200 },
  breaker: "off",
} as const;

export function languageOf({ file }: DemoScript): "javascript" | "typescript" {
  return file.pathname.endsWith(".ts") ? "typescript" : "javascript";
}
