import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rest, setUpRest } from "#app/_testing/rest.ts";
import { createApiKey } from "#db/testing/fixtures.ts";

let rest: Rest;
beforeAll(async () => {
  rest = await setUpRest();
});
afterAll(() => rest.close());

const path = "/api/v1/egress-hosts";
const put = (body: unknown) => rest.send("PUT", path, { body });

test("the list is set, read in the form that URLs have, and opened again by null", async () => {
  expect((await rest.send("GET", path)).body).toEqual({ hosts: null });
  const hosts = ["API.Example.com", "*.bücher.example:8443", "api.example.com", "[2001:DB8::1]:81"];
  const kept = ["api.example.com", "*.xn--bcher-kva.example:8443", "[2001:db8::1]:81"];
  expect(await put({ hosts })).toMatchObject({ status: 200, body: { hosts: kept } });
  expect((await rest.send("GET", path)).body).toEqual({ hosts: kept });
  expect((await rest.send("GET", path, { key: rest.b.apiKey })).body).toEqual({ hosts: null });
  expect(await put({ hosts: [] })).toMatchObject({ status: 200, body: { hosts: [] } });
  expect(await put({ hosts: null })).toMatchObject({ status: 200, body: { hosts: null } });
});

test.each([
  [{}],
  [{ hosts: "a.example" }],
  [{ hosts: [""] }],
  [{ hosts: ["https://a.example"] }],
  [{ hosts: ["a.example/path"] }],
  [{ hosts: ["a.example:0"] }],
  [{ hosts: ["a.example:65536"] }],
  [{ hosts: ["user@a.example"] }],
  [{ hosts: ["*"] }],
  [{ hosts: ["a.*.example"] }],
  [{ hosts: ["a.example."] }],
  [{ hosts: [null] }],
  [{ hosts: Array.from({ length: 201 }, (_, n) => `h${n}.example`) }],
  [{ hosts: null, more: 1 }],
])("%j is refused and changes nothing", async (body) => {
  expect((await put(body)).status).toBe(422);
  expect((await rest.send("GET", path)).body).toEqual({ hosts: null });
});

test("reading needs read, setting needs manage", async () => {
  const { apiKey: key } = await createApiKey(rest.database.sql, rest.a.id, ["read"]);
  expect((await rest.send("GET", path, { key })).status).toBe(200);
  expect((await rest.send("PUT", path, { key, body: { hosts: null } })).status).toBe(403);
});
