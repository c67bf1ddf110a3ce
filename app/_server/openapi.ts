// The OpenAPI 3.1 document, generated from the schemas that the routes enforce.
import { z } from "zod";
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from "zod-openapi";
import {
  acceptedBatchSchema,
  acceptedEventSchema,
  problemSchema,
  publishedEventSchema,
} from "#lib/events/publish-view.ts";
import { failureCodes } from "#lib/shared/failure.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./operations.ts";

type Document = ReturnType<typeof createDocument>;

let made: Document | undefined;

export function openApiDocument(): Document {
  made ??= createDocument({
    openapi: "3.1.0",
    info: {
      title: "Scriptbus",
      version: "1",
      description: "Tenant scripts that run on domain events. The API key decides the tenant.",
    },
    servers: [{ url: "/api/v1" }],
    security: [{ apiKey: [] }],
    components: { securitySchemes: { apiKey: { type: "http", scheme: "bearer" } } },
    paths: describePaths(),
  });
  return made;
}

function describePaths(): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = { "/openapi.json": { get: ownOperation } };
  for (const operation of operations) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method]: describe(operation),
    };
  }
  paths["/events"] = { ...paths["/events"], post: publishOperation };
  return paths;
}

function describe(operation: Operation): ZodOpenApiOperationObject {
  const { id, summary, scope, params, query, body, status, answer } = operation;
  return {
    operationId: id,
    summary,
    description: `Scope: \`${scope}\``,
    requestParams: { ...(params ? { path: params } : {}), ...(query ? { query } : {}) },
    ...(body ? { requestBody: { required: true, content: json(body) } } : {}),
    responses: {
      [String(status)]: { description: "Done", ...(answer ? { content: json(answer) } : {}) },
      ...problems,
    } as ZodOpenApiResponsesObject,
  };
}

function json(schema: z.ZodType) {
  return { "application/json": { schema } };
}

const problems = Object.fromEntries(
  Object.values(failureCodes).map(({ status, title }) => [
    String(status),
    { description: title, content: { "application/problem+json": { schema: problemSchema } } },
  ]),
);

const ownOperation: ZodOpenApiOperationObject = {
  operationId: "getOpenApi",
  summary: "This document",
  security: [],
  responses: { "200": { description: "OpenAPI 3.1", content: json(z.object({})) } },
};

/** Described by hand: it takes JSON, JSON arrays and the three CloudEvents HTTP modes. */
const publishOperation: ZodOpenApiOperationObject = {
  operationId: "publishEvents",
  summary: "Publish one event or a batch; 202 after it is stored",
  description: "Scope: `events:write`. Binary CloudEvents come with `ce-*` headers.",
  requestBody: {
    required: true,
    content: {
      "application/json": {
        schema: z.union([publishedEventSchema, z.array(publishedEventSchema).max(1_000)]),
      },
      "application/cloudevents+json": { schema: publishedEventSchema },
      "application/cloudevents-batch+json": { schema: z.array(publishedEventSchema).max(1_000) },
    },
  },
  responses: {
    "202": {
      description: "Stored",
      content: json(z.union([acceptedEventSchema, acceptedBatchSchema])),
    },
    "207": { description: "Some items were refused", content: json(acceptedBatchSchema) },
    ...problems,
  } as ZodOpenApiResponsesObject,
};
