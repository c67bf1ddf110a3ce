// REST operations on executions.
import {
  executionList,
  executionQuery,
  executionSchema,
} from "#lib/executions/execution-schema.ts";
import { idParams } from "#lib/shared/schemas.ts";
import { operation } from "../operation.ts";

export const executionOperations = {
  list: operation({
    id: "listExecutions",
    method: "get",
    path: "/executions",
    summary: "List executions, newest first; those that run now are among them",
    scope: "read",
    query: executionQuery,
    status: 200,
    answer: executionList,
  }),
  get: operation({
    id: "getExecution",
    method: "get",
    path: "/executions/{id}",
    summary: "Read an execution with its result, log and effects",
    scope: "read",
    params: idParams,
    status: 200,
    answer: executionSchema,
  }),
};
