// What `sdk.events.context()` returns in a run for a request: there is no event, and a chain of events begins here.
import type { Endpoint } from "#db/repositories/endpoints.ts";

type RequestRun = { endpoint: Endpoint; tenant: string; executionId: string };

export function requestContextJson({ endpoint, tenant, executionId }: RequestRun): string {
  const { tenantId, scriptId, name, version } = endpoint;
  return JSON.stringify({
    id: null,
    type: null,
    source: null,
    subject: null,
    time: null,
    receivedAt: null,
    externalId: null,
    correlationId: executionId,
    causationId: null,
    hop: 0,
    replayOf: null,
    traceparent: null,
    extensions: {},
    attempt: 1,
    deliveryId: null,
    executionId,
    idempotencyKey: `http:${executionId}`,
    replay: false,
    tenant: { id: tenantId, slug: tenant },
    script: { id: scriptId, name, version },
  });
}
