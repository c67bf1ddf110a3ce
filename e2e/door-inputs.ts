// What each door needs beside an id in its address, valid in itself: only whose ids they are may be wrong.
import type { RouteDoor } from "./doors.ts";
import type { Ids } from "./tenant-ids.ts";

const subscription = {
  eventType: "doors.tried",
  filter: "",
  priority: "100",
  retryCount: "3",
  orderingKey: "",
  backoffKind: "fixed",
  delay: "2 s",
};

const forms: Readonly<Record<string, Record<string, string>>> = {
  "POST /fragments/filters/check": { filter: "$.a" },
  "POST /fragments/scripts/{script}/subscriptions": subscription,
  "PUT /fragments/subscriptions/{subscription}": subscription,
  "PUT /fragments/data-tables/emission": { name: "doors", emit: "on", "column:id": "on" },
  "POST /fragments/outbox-rows/retry": { id: "01890000-0000-7000-8000-000000000000" },
  "POST /fragments/outbox-rows/discard": { id: "01890000-0000-7000-8000-000000000000" },
  "POST /fragments/dead-letters/{letter}/replay": { reason: "tried", version: "current" },
  "POST /fragments/dead-letters/{letter}/discard": { reason: "tried" },
};

const jsonBodies: Readonly<Record<string, object>> = {
  "POST /api/long/scripts/{script}/test-runs": {
    event: { type: "doors.tried", dataText: "{}" },
    dryRun: true,
  },
};

type Body = { type: string; text: string };

/** As the console sends it: JSON for a long action, a form for a fragment. */
export function bodyOf({ method, path }: RouteDoor): Body {
  const door = `${method} ${path}`;
  const json = jsonBodies[door];
  if (json) return { type: "application/json", text: JSON.stringify(json) };
  const text = new URLSearchParams(forms[door]).toString();
  return { type: "application/x-www-form-urlencoded", text };
}

const queries: Readonly<Record<string, string>> = {
  "/api/live/scripts": "?watch={script}",
  "/api/live/filters/paths": "?eventType=doors.tried",
  "/api/live/samples": "?eventId={event}",
  "/fragments/filters/preview": "?eventType=doors.tried&filter=%24.a",
  "/api/live/scripts/{script}/deployment": "?version=1",
};

export function queryOf({ path }: RouteDoor): string {
  return queries[path] ?? "";
}

const nobody = "01890000-0000-7000-8000-000000000000";

const inputs: Readonly<Record<string, (ids: Ids) => unknown>> = {
  switchTenant: ({ script }) => ({ id: script }),
  createScript: () => ({
    script: { name: "doors", kind: "event_handler", language: "javascript", source: "return 1;" },
    subscription: null,
  }),
  saveVersion: ({ script }) => ({ scriptId: script, source: "return 1;", baseVersion: 1 }),
  deployVersion: ({ script }) => ({ scriptId: script, version: 1, before: 1 }),
  deleteScript: ({ script }) => ({ scriptId: script, force: false }),
  cancelDelivery: ({ delivery }) => ({ id: delivery }),
  retryDeliveryNow: ({ delivery }) => ({ id: delivery }),
  cancelDeliveries: ({ delivery }) => ({ ids: [delivery] }),
  retryDeliveriesNow: ({ delivery }) => ({ ids: [delivery] }),
  createApiKey: () => ({}),
  openLogin: () => ({ generation: 1_000_000 }),
  closeLogin: () => ({ generation: 1_000_000 }),
  sendEvent: () => ({ type: "doors.tried", subject: null, dataJson: "{}" }),
  sendEventAgain: ({ event }) => ({ id: event }),
  sendDemoEvents: () => ({ tenantId: nobody, family: "erp", seed: 1, from: 0, count: 1 }),
};

/** How an action says that another tenant's thing is not there, where it acts on many and counts. */
const refusals: Readonly<Record<string, string>> = {
  cancelDeliveries: '"done":0',
  retryDeliveriesNow: '"done":0',
};

export function foreignRefusal(name: string): string {
  return refusals[name] ?? '"code":"not_found"';
}

/** Throws for an action that is not in the table: it would go untried. */
export function actionInputs(name: string, ids: Ids): unknown {
  const input = inputs[name];
  if (!input) throw new Error(`e2e/door-inputs.ts does not say how to call the action ${name}`);
  return input(ids);
}
