import { expect, test } from "vitest";
import { setUpRest } from "#app/_testing/rest.ts";

test("while the tenants' database is away, only what needs it answers 503 and says when to try again", async () => {
  const rest = await setUpRest();
  const path = "/api/v1/data-tables/orders";
  for (const answer of [
    await rest.send("GET", "/api/v1/data-tables"),
    await rest.send("GET", path),
    await rest.send("PUT", path, { body: { emit: false } }),
  ]) {
    expect(answer).toMatchObject({ status: 503, body: { code: "unavailable" } });
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  }
  expect((await rest.send("GET", "/api/v1/scripts")).status).toBe(200);
  await rest.close();
});
