import { describe, expect, test } from "vitest";
import { followRedirect, type Hop, isRedirect } from "./follow-redirect.ts";
import { maskUrl } from "./mask-url.ts";

const hop = (more: Partial<Hop> = {}): Hop => ({
  method: "POST",
  url: new URL("https://a.example/from"),
  headers: [
    ["authorization", "Bearer a"],
    ["idempotency-key", "k:1"],
    ["x-api-key", "b"],
    ["cookie", "c=d"],
    ["content-type", "application/json"],
    ["user-agent", "Scriptbus"],
  ],
  body: "{}",
  ...more,
});
const next = (from: Hop, status: number, location: string) => {
  const judged = followRedirect(from, status, location);
  if (!judged.ok) throw new Error(judged.message);
  return judged.value;
};
const names = ({ headers }: Hop) => headers.map(([name]) => name);

test("five statuses redirect, and only with a location", () => {
  const redirecting = [300, 301, 302, 303, 304, 305, 306, 307, 308, 200, 201];
  expect(redirecting.filter((status) => isRedirect(status, "/"))).toEqual([
    301, 302, 303, 307, 308,
  ]);
  expect(isRedirect(302, undefined)).toBe(false);
});

describe("the method and the body", () => {
  test.each([
    [301, "POST", "GET"],
    [302, "POST", "GET"],
    [303, "POST", "GET"],
    [303, "PUT", "GET"],
    [303, "DELETE", "GET"],
    [303, "HEAD", "HEAD"],
    [301, "PUT", "PUT"],
    [302, "DELETE", "DELETE"],
    [307, "POST", "POST"],
    [308, "PATCH", "PATCH"],
    [302, "GET", "GET"],
  ] as const)("%i after %s asks with %s", (status, method, then) => {
    const moved = next(hop({ method }), status, "/to");
    expect(moved.method).toBe(then);
    const isKept = then === method;
    expect(moved.body).toBe(isKept ? "{}" : null);
    expect(names(moved).includes("content-type")).toBe(isKept);
  });
});

describe("headers", () => {
  test("stay on the same origin", () => {
    expect(names(next(hop(), 307, "https://a.example:443/to"))).toEqual(names(hop()));
  });

  test.each([
    "https://b.example/",
    "https://a.example:8443/",
    "//a.example.evil/",
    "https://x.a.example/",
  ])("that hold keys stay behind when it goes on to %s", (location) => {
    expect(names(next(hop(), 307, location))).toEqual(["content-type", "user-agent"]);
  });
});

test("from https to http it is not followed; relative places are", () => {
  expect(followRedirect(hop(), 302, "http://a.example/")).toMatchObject({ ok: false });
  expect(followRedirect(hop(), 302, "http://[")).toMatchObject({ ok: false });
  expect(next(hop(), 302, "../to?a=b").url.href).toBe("https://a.example/to?a=b");
});

test.each([
  [
    "https://u:p@a.example:8443/b?token=s3cret&x=1&token=2#frag",
    "https://a.example:8443/b?token=…&x=…&token=…",
  ],
  ["https://a.example", "https://a.example/"],
  ["/orders?key=s3cret", "/orders"],
  ["http://u:p@[bad/?key=s3cret", "http://[bad/"],
])("%s is shown as %s", (url, shown) => {
  expect(maskUrl(url)).toBe(shown);
});
