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

/** Fields of POST /api/v1/scripts of a script that answers HTTP. */
export type DemoEndpoint = { path: string; methods: readonly string[]; auth: "none" | "api_key" };

export type DemoScript = {
  name: string;
  /** A `.js` or a `.ts` file. */
  file: URL;
  subscriptions: readonly DemoSubscription[];
  /** Left out: it only handles events. */
  endpoint?: DemoEndpoint;
};

/** The tenant's own tables; both files are SQL that is harmless to repeat, run by the owner's login. */
export type DemoTables = {
  file: URL;
  /** What happens once the tables emit. */
  liveFile?: URL;
  /** The columns of each table that emits. */
  emit: Readonly<Record<string, readonly string[]>>;
};

export type DemoTenant = {
  slug: string;
  name: string;
  email: string;
  tables: DemoTables;
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

/** What kind of script it is, in the fields of POST /api/v1/scripts. */
export function kindOf({ endpoint }: DemoScript) {
  return endpoint ? { kind: "http_endpoint", ...endpoint } : { kind: "event_handler" };
}
