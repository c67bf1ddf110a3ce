// The SQL of a fresh database and the tables of states in code say the same.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type ExecutionStatus, executionStatuses } from "#lib/executions/execution-status.ts";
import { deliveryStates } from "./delivery-state.ts";

const migrations = new URL("../../db/migrations/", import.meta.url);
const sql = readdirSync(migrations)
  .filter((name) => name.endsWith(".sql"))
  .map((name) => readFileSync(new URL(name, migrations), "utf8"))
  .join("\n");

/** The values that the last check of that name allows. */
function allowedBy(constraint: string): string[] {
  const checks = [...sql.matchAll(new RegExp(`"${constraint}" CHECK \\([^(]*\\(([^)]*)\\)`, "g"))];
  return (checks.at(-1)?.[1] ?? "").split(",").map((value) => value.trim().slice(1, -1));
}

const rows = Object.entries(deliveryStates);

describe("delivery states", () => {
  test("the buffer holds exactly those that are not terminal", () => {
    const open = rows.filter(([, { terminal }]) => !terminal).map(([name]) => name);
    expect(allowedBy("deliveries_state").sort()).toEqual(open.sort());
  });

  test("every move leads to a state, a terminal one to none, and all can be reached and left", () => {
    const targets = rows.flatMap(([, { moves }]) => Object.keys(moves));
    for (const target of targets) expect(Object.keys(deliveryStates)).toContain(target);
    for (const [name, { terminal, moves }] of rows) {
      expect(Object.keys(moves).length === 0).toBe(terminal);
      if (name !== "waiting") expect(targets).toContain(name);
    }
  });

  test("a person may cancel whatever is not over", () => {
    for (const [, { terminal, moves }] of rows) expect("cancelled" in moves).toBe(!terminal);
  });
});

describe("execution statuses", () => {
  test("only one is not final, and only what the script or its limits did is charged", () => {
    const names = Object.keys(executionStatuses) as ExecutionStatus[];
    expect(names.filter((name) => !executionStatuses[name].final)).toEqual(["running"]);
    const byCharge = Object.groupBy(names, (name) => executionStatuses[name].charge);
    expect(byCharge).toEqual({
      none: ["running", "succeeded", "cancelled"],
      attempt: ["failed", "timed_out", "cpu_exceeded", "out_of_memory", "limit_exceeded"],
      crash: ["crashed"],
    });
  });
});
