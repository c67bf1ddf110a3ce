// Every REST operation that takes and gives JSON, in the order of the OpenAPI document.
import type { Operation } from "./operation.ts";
import { letterOperations, replayOperations } from "./operations/dead-letters.ts";
import { deliveryOperations } from "./operations/deliveries.ts";
import { eventOperations, eventTypeOperations, filterOperations } from "./operations/events.ts";
import { executionOperations } from "./operations/executions.ts";
import { scriptOperations } from "./operations/scripts.ts";
import { subscriptionOperations } from "./operations/subscriptions.ts";

export const operations: readonly Operation[] = [
  eventOperations,
  eventTypeOperations,
  scriptOperations,
  subscriptionOperations,
  filterOperations,
  deliveryOperations,
  executionOperations,
  letterOperations,
  replayOperations,
].flatMap((group): Operation[] => Object.values(group));
