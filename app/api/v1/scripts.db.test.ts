import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Rest, setUpRest } from "#app/_testing/rest.ts";

let rest: Rest;
beforeAll(async () => {
  rest = await setUpRest();
});
afterAll(() => rest.close());

const handler = { kind: "event_handler", language: "javascript", source: "return 1" };

async function newScript(name: string, more: Record<string, unknown> = {}) {
  const answer = await rest.send("POST", "/api/v1/scripts", {
    body: { name, ...handler, ...more },
  });
  expect(answer.status).toBe(201);
  return answer.body;
}

describe("scripts", () => {
  test("a new script is version 1, deployed, and can be read", async () => {
    const made = await newScript("first");
    expect(made).toMatchObject({ name: "first", version: 1, deployedVersion: 1 });
    const read = await rest.send("GET", `/api/v1/scripts/${made.id}`);
    expect(read.body).toEqual(made);
  });
});
