import postgres from "postgres";
import { afterAll, expect, test } from "vitest";
import { findServerProblem } from "./server-check.ts";

const serverUrl = process.env["TEST_ADMIN_URL"] ?? "";
const admin = postgres(serverUrl, { max: 1, onnotice: () => {} });
afterAll(() => admin.end());

test("a server with an able login will do", async () => {
  expect(await findServerProblem(serverUrl)).toBeNull();
});

test("a login that may not create roles is told what it needs", async () => {
  await admin`create role plain_login login password 'x'`;
  // A test server is one of our own: it closes this database to everybody.
  await admin`grant connect on database postgres to plain_login`;
  const url = new URL(serverUrl);
  Object.assign(url, { username: "plain_login", password: "x" });
  expect(await findServerProblem(url.href)).toBe(
    "the login in DATABASE_URL needs CREATEROLE and CREATEDB.",
  );
  await admin`drop owned by plain_login`;
  await admin`drop role plain_login`;
});

test("a wrong password is told with the server's own words", async () => {
  const url = new URL(serverUrl);
  url.password = "wrong";
  expect(await findServerProblem(url.href)).toContain("password authentication failed");
});
