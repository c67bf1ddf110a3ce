import { expect, test } from "vitest";
import { z } from "zod";
import { pageQuery, toPage } from "./paging.ts";

const query = z.strictObject(pageQuery((key) => /^k\d+$/.test(key)));
const map = { key: (row: string) => row, item: (row: string) => row };

test("the default page has 50 items, the largest 200", () => {
  expect(query.parse({})).toEqual({ limit: 50 });
  expect(query.parse({ limit: "200" }).limit).toBe(200);
  for (const limit of ["0", "201", "-1", "x", "1.5"]) {
    expect(query.safeParse({ limit }).success).toBe(false);
  }
});

test("the cursor of a page leads to the rows after its last one", () => {
  const page = toPage(["k9", "k8", "k7"], { limit: 2 }, map);
  expect(page.items).toEqual(["k9", "k8"]);
  expect(query.parse({ cursor: page.nextCursor }).cursor).toBe("k8");
});

test("the last page has none", () => {
  expect(toPage(["k9", "k8"], { limit: 2 }, map).nextCursor).toBeNull();
  expect(toPage([], { limit: 2 }, map)).toEqual({ items: [], nextCursor: null });
});

test("a cursor that is not of this list is refused", () => {
  for (const cursor of [
    "",
    "x",
    "%%%",
    Buffer.from("j1").toString("base64url"),
    "a".repeat(2_000),
  ]) {
    expect(query.safeParse({ cursor }).success).toBe(false);
  }
});
