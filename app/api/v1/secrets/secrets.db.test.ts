import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Rest, setUpRest } from "#app/_testing/rest.ts";
import { secretLimits } from "#lib/secrets/secret-limits.ts";

let rest: Rest;
beforeAll(async () => {
  rest = await setUpRest();
});
afterAll(() => rest.close());
beforeEach(() => rest.database.sql`delete from secrets`);

const put = (name: string, value: unknown, key = rest.a.apiKey) =>
  rest.send("PUT", `/api/v1/secrets/${name}`, { body: { value }, key });
const remove = (name: string) => rest.send("DELETE", `/api/v1/secrets/${name}`);
const list = (query = "") => rest.send("GET", `/api/v1/secrets${query}`);
const names = (body: { items: { name: string }[] }) => body.items.map((item) => item.name);

describe("a secret", () => {
  test("is set, listed by its name, replaced and deleted, and no answer shows its value", async () => {
    const values = ["hunter2-hunter2", "correct horse"];
    const answers = [
      await put("API_KEY", values[0]),
      await list(),
      await put("API_KEY", values[1]),
    ];
    const { body } = await list();
    answers.push(await remove("API_KEY"), await remove("API_KEY"), await list());
    expect(answers.map((answer) => answer.status)).toEqual([204, 200, 204, 204, 404, 200]);
    expect(body).toEqual({
      items: [{ name: "API_KEY", createdAt: expect.any(String), updatedAt: expect.any(String) }],
      nextCursor: null,
    });
    expect(Date.parse(body.items[0].updatedAt)).toBeGreaterThan(
      Date.parse(body.items[0].createdAt),
    );
    for (const value of values) expect(JSON.stringify(answers)).not.toContain(value);
  });

  test("is in no row of the database as it was sent, nor is its length in the audit", async () => {
    const { sql } = rest.database;
    await put("TOKEN", "a value that nobody else has");
    const [row] = await sql`select encode(sealed, 'escape') as sealed, key_generation from secrets`;
    expect(row?.["sealed"]).not.toContain("nobody else");
    expect(row?.["key_generation"]).toBe(1);
    await put("TOKEN", "x");
    await remove("TOKEN");
    const audits = await sql`
      select action, target, details from audit_log where target = 'secret TOKEN' order by seq`;
    expect(audits.map((audit) => [audit["action"], audit["details"]])).toEqual([
      ["secret.create", {}],
      ["secret.update", {}],
      ["secret.delete", {}],
    ]);
  });

  test("belongs to its tenant", async () => {
    await put("SHARED_NAME", "of a");
    await put("SHARED_NAME", "of b", rest.b.apiKey);
    await put("ONLY_B", "of b", rest.b.apiKey);
    expect(names((await list()).body)).toEqual(["SHARED_NAME"]);
    expect((await remove("ONLY_B")).status).toBe(404);
    expect((await remove("SHARED_NAME")).status).toBe(204);
    const left = await rest.send("GET", "/api/v1/secrets", { key: rest.b.apiKey });
    expect(names(left.body)).toEqual(["ONLY_B", "SHARED_NAME"]);
  });

  test("has a name that scripts can write, and a value of 1 byte to 16 KB", async () => {
    const bad = ["1ST", "a-b", "a.b", `a${"b".repeat(64)}`, encodeURIComponent("ä")];
    for (const name of bad) expect([name, (await put(name, "v")).status]).toEqual([name, 404]);
    const longest = "ä".repeat(secretLimits.valueBytes / 2);
    expect((await put(`a${"b".repeat(63)}`, longest)).status).toBe(204);
    const refused = [
      await put("BIG", `${longest}x`),
      await put("EMPTY", ""),
      await put("NUMBER", 1),
    ];
    refused.push(await rest.send("PUT", "/api/v1/secrets/HALF", { raw: '{"value":"a\\ud800"}' }));
    for (const answer of refused)
      expect(answer).toMatchObject({ status: 422, body: { code: "invalid_input" } });
    expect(JSON.stringify(refused)).not.toContain("ä");
    expect(names((await list()).body)).toHaveLength(1);
  });

  test("is listed page by page", async () => {
    for (const name of ["C", "A", "B"]) await put(name, "v");
    const first = await list("?limit=2");
    expect(names(first.body)).toEqual(["A", "B"]);
    expect(names((await list(`?limit=2&cursor=${first.body.nextCursor}`)).body)).toEqual(["C"]);
    expect((await list("?cursor=JScn")).status).toBe(422);
  });
});

describe("the hundredth secret", () => {
  test("is the last, however many are set at once; those that are there can be replaced", async () => {
    const { sql } = rest.database;
    await put("S_0", "v");
    await sql`
      insert into secrets (tenant_id, name, key_generation, sealed)
      select ${rest.a.id}, 'S_' || n, 1, ''::bytea from generate_series(1, ${secretLimits.perTenant - 2}) n`;
    // So that none of them has to connect first.
    await Promise.all(Array.from({ length: 10 }, () => list()));
    const names = Array.from({ length: 10 }, (_, n) => `X_${n}`);
    const races = await Promise.all(names.map((name) => put(name, "v")));
    expect(races.filter((answer) => answer.status === 204)).toHaveLength(1);
    const refused = races.filter((answer) => answer.status !== 204);
    for (const answer of refused) {
      expect(answer).toMatchObject({
        status: 409,
        body: { code: "conflict", detail: expect.stringContaining("100 secrets") },
      });
    }
    const [row] = await sql`select count(*)::int from secrets where tenant_id = ${rest.a.id}`;
    expect(row?.["count"]).toBe(secretLimits.perTenant);
    expect((await put("S_0", "new")).status).toBe(204);
    expect((await put("OTHER", "of b", rest.b.apiKey)).status).toBe(204);
  });
});
