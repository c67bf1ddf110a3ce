import { expect, test } from "vitest";
import { slugsForEmail } from "./tenant-slug.ts";

function firstThree(email: string): string[] {
  const slugs = slugsForEmail(email);
  return [slugs.next().value, slugs.next().value, slugs.next().value];
}

test("a tenant is named after the domain of its first user, or main when that is taken", () => {
  expect(firstThree("ada@Analytical-Engines.co.uk")).toEqual([
    "analytical-engines",
    "main",
    "main-2",
  ]);
});

test("a domain that has no letters, or is main itself, leaves main", () => {
  expect(firstThree("ada@...")).toEqual(["main", "main-2", "main-3"]);
  expect(firstThree("ada@main.example")).toEqual(["main", "main-2", "main-3"]);
});
