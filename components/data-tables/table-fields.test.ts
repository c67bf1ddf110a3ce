import { expect, test } from "vitest";
import { columnField, offeredColumns, readTableFields, tableId } from "./table-fields.ts";

const columns = ["id", "total", "card_token"].map((name) => ({ name, type: "text" }));
const table = { name: "orders", columns, emit: false, emitColumns: [], eventTypes: [] };

test("what looks like a secret is not ticked before somebody ticks it", () => {
  expect(offeredColumns(table)).toEqual(["id", "total"]);
  expect(offeredColumns({ ...table, emit: true, emitColumns: ["card_token"] })).toEqual([
    "card_token",
  ]);
});

test("ticked columns are read whatever they are called, and none when it is switched off", () => {
  const names = ["id", "__proto__", "emit", "name", "a:b"];
  const boxes = Object.fromEntries(names.map((name) => [columnField(name), "on"]));
  expect(readTableFields({ name: "t", emit: "on", ...boxes })).toEqual({
    emit: true,
    columns: names,
  });
  expect(readTableFields({ name: "t", emit: "off", ...boxes })).toEqual({ emit: false });
});

test("two names have two ids, made of letters that need no quotes", () => {
  expect(tableId("a b")).toBe("table-612062");
  expect(tableId("é")).toMatch(/^[\w-]+$/);
});
