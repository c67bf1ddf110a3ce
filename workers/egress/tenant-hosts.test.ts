import { expect, test } from "vitest";
import { eventually } from "#db/testing/eventually.ts";
import { rememberHosts } from "./tenant-hosts.ts";

test("a list is read once for many who ask, and again when it is old", async () => {
  let stored: readonly string[] | null = null;
  let reads = 0;
  const hostsOf = rememberHosts(async () => {
    reads += 1;
    return stored;
  }, 200);
  expect(await Promise.all(["a", "a", "a"].map(hostsOf))).toEqual([null, null, null]);
  expect(reads).toBe(1);
  stored = ["a.example"];
  expect(
    await eventually(
      () => hostsOf("a"),
      (hosts) => hosts !== null,
      5_000,
    ),
  ).toEqual(stored);
  expect(reads).toBe(2);
});

test("a read that fails is not remembered", async () => {
  let reads = 0;
  const hostsOf = rememberHosts(async () => {
    reads += 1;
    if (reads === 1) throw new Error("no database");
    return [];
  });
  await expect(hostsOf("a")).rejects.toThrow("no database");
  expect(await hostsOf("a")).toEqual([]);
});
