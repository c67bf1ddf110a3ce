import { describe, expect, test } from "vitest";
import { nameAt, nextNames } from "./dotted-names.ts";

const names = ["sdk.http.get", "sdk.http.post", "sdk.hash", "sdk.sleep"].map((name) => ({
  name,
  signature: "()",
  text: "",
}));

describe("what may come next", () => {
  test.each([
    ["s", ["sdk"]],
    ["sdk", ["sdk"]],
    ["sdk.", ["http", "hash", "sleep"]],
    ["sdk.h", ["http", "hash"]],
    ["sdk.H", ["http", "hash"]],
    ["sdk.http.", ["get", "post"]],
    ["sdk.http.p", ["post"]],
    ["sdk.http.post.", []],
    ["other.", []],
    ["x", []],
  ])("after %s", (typed, labels) => {
    expect(nextNames(names, typed).map(({ label }) => label)).toEqual(labels);
  });

  test("a step on the way is no name of its own", () => {
    expect(nextNames(names, "sdk.h").map(({ named }) => named?.name ?? null)).toEqual([
      null,
      "sdk.hash",
    ]);
  });
});

describe("the name at a place", () => {
  const line = "const a = await sdk.http.get(order.sdk.hash);";
  test.each([
    [16, "sdk.http.get"],
    [27, "sdk.http.get"],
    [15, null],
    [34, null],
    [0, null],
  ])("%i", (place, name) => {
    expect(nameAt(names, line, place)?.named.name ?? null).toBe(name);
  });

  test("says where it stands", () => {
    expect(nameAt(names, line, 20)).toMatchObject({ from: 16, to: 28 });
  });
});
