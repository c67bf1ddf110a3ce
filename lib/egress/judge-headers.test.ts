import { expect, test } from "vitest";
import { type Header, judgeHeaders } from "./judge-headers.ts";

const said = (...headers: Header[]) => {
  const judged = judgeHeaders(headers);
  return judged.ok ? null : judged.message;
};

test("ordinary headers pass with lower-case names and trimmed values", () => {
  const headers: Header[] = [
    ["Authorization", "Bearer a"],
    ["X-Signature", " sha256=ab \t"],
    ["accept", "text/plain"],
    ["X-Latin", "caf\u00e9"],
    ["__proto__", "a"],
    ["Cookie", "a=b"],
  ];
  const judged = judgeHeaders(headers);
  expect(judged.ok && judged.value[1]).toEqual(["x-signature", "sha256=ab"]);
  expect(said(...headers)).toBeNull();
});

test.each([
  "Host",
  "content-length",
  "Transfer-Encoding",
  "connection",
  "Keep-Alive",
  "TE",
  "trailer",
  "Upgrade",
  "expect",
  "Proxy-Authorization",
  "proxy-connection",
  "Cookie2",
  "Accept-Encoding",
  "HTTP2-Settings",
  "via",
])("a script may not set %s", (name) => {
  expect(said([name, "a"])).toContain("is set by the platform");
});

test.each(["", " ", "a b", "a:", "a\r\nb", "ä", "a\u0000", "(a)", "host "])(
  "%j is no name of a header",
  (name) => expect(said([name, "a"])).toContain("is no name of a header"),
);

test.each(["a\r\nX-B: c", "a\nb", "a\rb", "a\u0000b", "\u0001", "\u007f", "€", "\ud83d\ude00"])(
  "%j cannot be the value of a header",
  (value) => expect(said(["x-a", value])).toContain('the header "x-a" has a line break'),
);

test("headers are counted, weighed, and unique whatever their letters' case", () => {
  const many = (count: number): Header[] =>
    Array.from({ length: count }, (_, n) => [`x-${n}`, "a"]);
  expect(said(...many(64))).toBeNull();
  expect(said(...many(65))).toContain("at most 64 headers");
  expect(said(["x-a", "a".repeat(16 * 1024 - 3)])).toBeNull();
  expect(said(["x-a", "a".repeat(16 * 1024 - 2)])).toContain("at most 16384 characters");
  expect(said(["X-A", "1"], ["x-a", "2"])).toContain('"x-a" is given twice');
});
