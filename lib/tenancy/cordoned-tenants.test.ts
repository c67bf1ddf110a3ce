import { expect, it } from "vitest";
import { cordonedTenantsSchema, isCordoned } from "./cordoned-tenants.ts";

const wrong = "must be the slugs of tenants with commas between them, or * for every tenant";

it("names the tenants that are cordoned, and nobody else", () => {
  const cordoned = cordonedTenantsSchema.parse(" acme, main-2 ");
  const slugs = ["acme", "main-2", "main", "acme-2", ""];
  expect(slugs.filter((slug) => isCordoned(cordoned, slug))).toEqual(["acme", "main-2"]);
});

it("cordons nobody when it is not set, and everybody by a star", () => {
  for (const text of [undefined, "", " "]) {
    const nobody = cordonedTenantsSchema.parse(text);
    expect([isCordoned(nobody, "acme"), isCordoned(nobody, null)]).toEqual([false, false]);
  }
  const everybody = cordonedTenantsSchema.parse("*");
  expect([isCordoned(everybody, "acme"), isCordoned(everybody, null)]).toEqual([true, true]);
});

it("cordons a tenant nobody knows as soon as anybody is", () => {
  expect(isCordoned(cordonedTenantsSchema.parse("acme"), null)).toBe(true);
});

it.each(["acme,", ",", "acme,,main", "acme,*", "**", "Acme", "acme main", "acme;main", "-acme"])(
  "refuses %j with one message",
  (text) => {
    const { error } = cordonedTenantsSchema.safeParse(text);
    expect(error?.issues.map(({ message }) => message)).toEqual([wrong]);
  },
);
