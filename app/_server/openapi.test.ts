import { expect, test } from "vitest";
import { routeFiles } from "#app/_testing/route-files.ts";
import { openApiDocument } from "./openapi.ts";

test("the document describes every route file and nothing else", () => {
  const described = Object.keys(openApiDocument().paths ?? {}).sort();
  expect(described).toEqual(routeFiles().map((route) => route.path));
});

test("every operation has an id of its own, a summary and answers", () => {
  const ids = Object.values(openApiDocument().paths ?? {}).flatMap((item) =>
    Object.values(
      item as Record<string, { operationId: string; summary: string; responses: object }>,
    ).map((operation) => {
      expect(operation.summary).not.toBe("");
      expect(Object.keys(operation.responses).length).toBeGreaterThan(0);
      return operation.operationId;
    }),
  );
  expect(new Set(ids).size).toBe(ids.length);
});

test("parameters, bodies and shapes come from the schemas", () => {
  const { paths, components, openapi } = openApiDocument();
  expect(openapi).toBe("3.1.0");
  const list = paths?.["/executions"]?.get;
  expect(list?.parameters?.map((p) => ("name" in p ? p.name : ""))).toContain("deliveryId");
  expect(paths?.["/scripts"]?.post?.requestBody).toBeDefined();
  expect(Object.keys(components?.schemas ?? {})).toEqual(
    expect.arrayContaining([
      "Script",
      "Subscription",
      "Execution",
      "Delivery",
      "DeadLetter",
      "Problem",
    ]),
  );
});
