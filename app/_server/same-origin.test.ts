import { afterEach, expect, test } from "vitest";
import { isFromOwnPage, isNotFromAnotherSite } from "./same-origin.ts";

const host = { host: "localhost:3000" };
const own = { ...host, origin: "http://localhost:3000", "sec-fetch-site": "same-origin" };

afterEach(() => {
  delete process.env["PUBLIC_URL"];
});

test("a browser's request from our own page may read and write", () => {
  expect(isFromOwnPage(new Headers(own))).toBe(true);
  expect(isNotFromAnotherSite(new Headers(own))).toBe(true);
});

test.each([
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { origin: "https://evil.example" },
  { origin: "http://localhost:3001" },
  { origin: "null" },
  { origin: "https://evil.example", "sec-fetch-site": "same-origin" },
  { origin: "http://localhost:3000", "sec-fetch-site": "cross-site" },
])("what another site sends neither reads nor writes: %o", (sent) => {
  const headers = new Headers({ ...host, ...sent } as Record<string, string>);
  expect(isFromOwnPage(headers)).toBe(false);
  expect(isNotFromAnotherSite(headers)).toBe(false);
});

test("who says nothing about where it comes from may read, not write", () => {
  for (const sent of [{}, { "sec-fetch-site": "none" }]) {
    const headers = new Headers({ ...host, ...sent } as Record<string, string>);
    expect(isFromOwnPage(headers)).toBe(false);
    expect(isNotFromAnotherSite(headers)).toBe(true);
  }
});

test("behind a proxy the public address is our own, and the inner one is not", () => {
  process.env["PUBLIC_URL"] = "https://bus.example.com/";
  expect(isFromOwnPage(new Headers({ ...host, origin: "https://bus.example.com" }))).toBe(true);
  expect(isFromOwnPage(new Headers(own))).toBe(false);
});
