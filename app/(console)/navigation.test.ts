import { expect, test } from "vitest";
import { navigationOf, searchLinks } from "./navigation.ts";

const letters = (count: number, capped: boolean) =>
  navigationOf({ openLetters: { count, capped } })
    .flatMap(({ items }) => items)
    .find(({ href }) => href === "/dead-letters");

test("open dead letters are told as a number, and behind the bound as more than that", () => {
  expect(letters(14, false)).toMatchObject({ count: 14, countText: undefined });
  expect(letters(999, true)).toMatchObject({ count: 999, countText: "999+" });
});

test("a text is searched for where it can be a name, and isolated from the words around it", () => {
  const said = (text: string) => searchLinks(text).map(({ href, label }) => [href, label]);
  expect(said("crm.client.updated")).toEqual([
    ["/scripts?q=crm.client.updated", "Scripts named “\u2068crm.client.updated\u2069”"],
    ["/events?type=crm.client.updated", "Events of type “\u2068crm.client.updated\u2069”"],
  ]);
  expect(said("sync & co")).toEqual([["/scripts?q=sync+%26+co", expect.any(String)]]);
  expect(said("x".repeat(129))).toEqual([]);
});
