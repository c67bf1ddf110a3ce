// Every REST operation, in the order of the OpenAPI document.
import type { Operation } from "./operation.ts";
import { executionOperations } from "./operations/executions.ts";
import { scriptOperations } from "./operations/scripts.ts";
import { subscriptionOperations } from "./operations/subscriptions.ts";

export const operations: readonly Operation[] = [
  scriptOperations,
  subscriptionOperations,
  executionOperations,
].flatMap((group): Operation[] => Object.values(group));
