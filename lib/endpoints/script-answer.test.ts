import { describe, expect, test } from "vitest";
import { maySay } from "./header-names.ts";
import { readAnswer } from "./script-answer.ts";

const read = (value: unknown) => readAnswer(value === undefined ? null : JSON.stringify(value));

test.each([
  [undefined, { status: 204, headers: {}, body: "" }],
  [null, { status: 204, headers: {}, body: "" }],
  [{}, { status: 200, headers: {}, body: "" }],
  [{ status: 404 }, { status: 404, headers: {}, body: "" }],
  [
    { body: "" },
    { status: 200, headers: { "content-type": "text/plain; charset=utf-8" }, body: "" },
  ],
  [
    { body: false },
    { status: 200, headers: { "content-type": "application/json" }, body: "false" },
  ],
  [
    { body: null, status: 304 },
    { status: 304, headers: {}, body: "" },
  ],
  [
    { headers: { "Content-Type": "text/csv", "X-A": " b " }, body: "1,2" },
    { status: 200, headers: { "content-type": "text/csv", "x-a": "b" }, body: "1,2" },
  ],
  [
    { headers: { "content-type": "application/problem+json" }, body: { a: 1 } },
    { status: 200, headers: { "content-type": "application/problem+json" }, body: '{"a":1}' },
  ],
])("%j is an answer", (value, answer) => {
  expect(read(value)).toEqual({ ok: true, answer });
});

describe("what is wrong is said", () => {
  test.each([
    ["done", "nothing or { status?"],
    [[1], "nothing or { status?"],
    [{ ok: true }, 'no "ok"'],
    [{ status: 199 }, "200 to 599"],
    [{ status: 600 }, "200 to 599"],
    [{ status: 200.5 }, "200 to 599"],
    [{ status: "200" }, "200 to 599"],
    [{ status: 204, body: "x" }, "has no body"],
    [{ headers: [] }, "object of texts"],
    [{ headers: { "x-a": 1 } }, "a text of printable ASCII"],
    [{ headers: { "x-a": ["b"] } }, "a text of printable ASCII"],
    [{ headers: { "x-a": "b\r\nset-cookie: c=1" } }, "on one line"],
    [{ headers: { "x-a": "b\u0000" } }, "on one line"],
    [{ headers: { "x-a": "ü" } }, "ASCII"],
    [{ headers: { "x a": "b" } }, "names no header"],
    [{ headers: { "x-a\r\nb": "c" } }, "names no header"],
    [{ headers: { "": "c" } }, "names no header"],
    [{ headers: { "x-a": "1", "X-A": "2" } }, "there twice"],
    [{ headers: { "Set-Cookie": "a=1" } }, "may not set"],
    [{ headers: { "x-a": "x".repeat(9_000) } }, "at most 8192 characters"],
    [
      { headers: Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`x-${i}`, ""])) },
      "at most 64 headers",
    ],
  ])("%j", (value, message) => {
    expect(read(value)).toEqual({ ok: false, message: expect.stringContaining(message) });
  });
});

test.each([
  "set-cookie",
  "connection",
  "keep-alive",
  "transfer-encoding",
  "upgrade",
  "trailer",
  "te",
  "content-length",
  "content-encoding",
  "clear-site-data",
  "service-worker-allowed",
  "strict-transport-security",
  "alt-svc",
  "nel",
  "report-to",
  "content-security-policy",
  "x-content-type-options",
  "x-frame-options",
  "x-scriptbus-not-ready",
  "x-accel-redirect",
  "x-sendfile",
  "x-middleware-rewrite",
  "proxy-authenticate",
  "www-authenticate",
])("a script never says %s", (name) => {
  expect(maySay(name)).toBe(false);
});

test.each([
  "content-type",
  "location",
  "etag",
  "cache-control",
  "access-control-allow-origin",
  "x-own",
])("a script may say %s", (name) => {
  expect(maySay(name)).toBe(true);
});
