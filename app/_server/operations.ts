// Every REST operation that takes and gives JSON, in the order of the OpenAPI document.
import type { Operation } from "./operation.ts";
import { dataTableOperations } from "./operations/data-tables.ts";
import { letterOperations, replayOperations } from "./operations/dead-letters.ts";
import { deliveryOperations } from "./operations/deliveries.ts";
import { egressHostOperations } from "./operations/egress-hosts.ts";
import { eventOperations, eventTypeOperations, filterOperations } from "./operations/events.ts";
import { executionOperations } from "./operations/executions.ts";
import { scriptOperations } from "./operations/scripts.ts";
import { secretOperations } from "./operations/secrets.ts";
import { subscriptionOperations } from "./operations/subscriptions.ts";
import { testRunOperations } from "./operations/test-runs.ts";

export const operations: readonly Operation[] = [
  eventOperations,
  eventTypeOperations,
  scriptOperations,
  testRunOperations,
  subscriptionOperations,
  filterOperations,
  deliveryOperations,
  executionOperations,
  letterOperations,
  replayOperations,
  egressHostOperations,
  secretOperations,
  dataTableOperations,
].flatMap((group): Operation[] => Object.values(group));
