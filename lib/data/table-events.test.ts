import { expect, test } from "vitest";
import { looksSecret, tableEventTypes } from "./table-events.ts";

test("a table has three event types, named after it", () => {
  expect(tableEventTypes("order_lines")).toEqual([
    "order_lines.created",
    "order_lines.updated",
    "order_lines.deleted",
  ]);
});

test.each([
  "",
  "two words",
  "bücher",
  'quo"te',
  "..",
  "__proto__",
  "1st",
  "scriptbus",
  "ScriptBus",
])("a table named %j has none", (name) => expect(tableEventTypes(name)).toEqual([]));

test.each([
  "password",
  "passwordHash",
  "API_KEY",
  "apikey",
  "access_token",
  "pin",
  "client_secret",
])("%s is not published without thinking", (column) => expect(looksSecret(column)).toBe(true));

test.each(["id", "amount", "shipping_address", "pinned_at", "status"])("%s may be", (column) =>
  expect(looksSecret(column)).toBe(false),
);
