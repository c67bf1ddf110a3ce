import fc from "fast-check";
import { expect, test } from "vitest";
import { createRedactor } from "./redactor.ts";
import { formsOf } from "./secret-forms.ts";

const secret = 'p@ss "word"/ünï\nline';

test("a secret goes out of a text, also as JSON, in an address and in base64", () => {
  const { text } = createRedactor([secret]);
  const query = new URL(`https://host/x?key=${secret.replace("\n", "")}&b=1`).href;
  const forms = [
    secret,
    JSON.stringify({ a: secret }),
    encodeURIComponent(secret),
    new URLSearchParams({ k: secret }).toString(),
    btoa(String.fromCharCode(...new TextEncoder().encode(secret))),
    ...["u", "us", "usr", "user"].map((user) =>
      Buffer.from(`${user}:${secret}!`).toString("base64"),
    ),
    Buffer.from(secret).toString("base64url"),
  ];
  for (const form of forms) expect(text(`<${form}>`)).toMatch(/^<.{0,12}\*\*\*.{0,6}>$/s);
  expect(createRedactor([secret.replace("\n", "")]).text(query)).toBe("https://host/x?key=***&b=1");
});

test("what surrounds a secret stays, and a value shorter than four characters is left alone", () => {
  const { text } = createRedactor(["abcd", "xyz"]);
  expect(text("1 abcd 2 xyz 3 abcdabcd")).toBe("1 *** 2 xyz 3 ***");
  expect(text("abc abd bcd")).toBe("abc abd bcd");
});

test("secrets that overlap go as one, the longer with the shorter inside it", () => {
  const { text } = createRedactor(["abcdef", "cdefgh", "cdef"]);
  expect(text("-abcdefgh-abcdef-cdef-")).toBe("-***-***-***-");
});

test("a secret that overlaps itself leaves nothing of itself", () => {
  const { text } = createRedactor(["abab", "xxxx"]);
  expect(text("-ababab-xxxxxx-ababa")).toBe("-***-***-***a");
});

test("the beginning of a secret where a text was cut goes, too", () => {
  const { text, errorText } = createRedactor(["sk_live_0123456789"]);
  expect(text("the key is sk_live_01…")).toBe("the key is ***…");
  expect(text("the key is sk_l… (cut)")).toBe("the key is ***… (cut)");
  expect(text("the key is sk_…")).toBe("the key is sk_…");
  expect(text("not cut: sk_live_01")).toBe("not cut: sk_live_01");
  const long = `${"x".repeat(4_000)}sk_live_01`;
  expect(errorText(long)).toBe(`${"x".repeat(4_000)}***`);
});

test("JSON stays valid when a secret is a number, a key, a literal or part of its syntax", () => {
  const value = { 12345678: [12345678, "a12345678b", true], t: { a: "x", b: "y" } };
  const json = JSON.stringify(value);
  expect(JSON.parse(createRedactor(["12345678"]).json(json))).toEqual({
    "***": ["***", "a***b", true],
    t: { a: "x", b: "y" },
  });
  expect(JSON.parse(createRedactor(["true"]).json(json))).toMatchObject({
    12345678: [12345678, "a12345678b", "***"],
  });
  expect(createRedactor(['"x","b"']).json(json)).toBe('"***"');
});

test("the parts of a secret that is JSON go when they are printed by themselves", () => {
  const account = JSON.stringify({
    type: "service_account",
    key: "-----BEGIN\nabc\n-----END",
    n: 1,
  });
  const { json } = createRedactor([account]);
  const printed = json(JSON.stringify({ ...JSON.parse(account), ok: "fine" }));
  expect(JSON.parse(printed)).toEqual({ type: "***", key: "***", n: 1, ok: "fine" });
});

test("a secret of stars is replaced by something else", () => {
  const { text } = createRedactor(["***a", "•••b"]);
  expect(text("***aa •••bb")).toBe("###a ###b");
});

const values = fc.array(
  fc.oneof(
    fc.string({ minLength: 4, maxLength: 12 }),
    fc.string({
      minLength: 4,
      maxLength: 6,
      unit: fc.constantFrom("a", "b", "*", '"', "\\", ",", ":", "1", "é"),
    }),
    fc.constantFrom("true", "null", "1234", '{"a":1}', '":"', "\\u00", "•••*", "[[[["),
  ),
  { minLength: 1, maxLength: 4 },
);

test("no form of a secret survives in a text, whatever stands around it", () => {
  const cases = fc.tuple(
    values,
    fc.array(fc.oneof(fc.string(), fc.nat(10)), { maxLength: 8 }),
    fc.nat(200),
  );
  fc.assert(
    fc.property(cases, ([secrets, pieces, cut]) => {
      const forms = secrets.flatMap((value) => [...formsOf(value)]);
      const text = pieces
        .map((p) => (typeof p === "string" ? p : forms[p % forms.length]))
        .join("");
      const { text: redact, errorText } = createRedactor(secrets);
      for (const safe of [redact(text), redact(`${text.slice(0, cut)}…`), errorText(text)]) {
        for (const form of forms) expect(safe).not.toContain(form);
      }
    }),
    { numRuns: 2_000 },
  );
});

test("no form of a secret survives in JSON, and it stays JSON", () => {
  const cases = values.chain((secrets) => {
    const text = fc.oneof(fc.constantFrom(...secrets), fc.string());
    const { tree } = fc.letrec((tie) => ({
      leaf: fc.oneof(text, fc.integer(), fc.constant(1234), fc.boolean(), fc.constant(null)),
      tree: fc.oneof(
        tie("leaf"),
        fc.array(tie("tree"), { maxLength: 3 }),
        fc.dictionary(text, tie("tree"), { maxKeys: 3 }),
      ),
    }));
    return fc.tuple(fc.constant(secrets), tree);
  });
  fc.assert(
    fc.property(cases, ([secrets, value]) => {
      const safe = createRedactor(secrets).json(JSON.stringify(value));
      JSON.parse(safe);
      for (const form of secrets.flatMap((one) => [...formsOf(one)]))
        expect(safe).not.toContain(form);
    }),
    { numRuns: 2_000 },
  );
});

test("values that repeat themselves take no longer", () => {
  const { text } = createRedactor([
    "a".repeat(16_000),
    `${"a".repeat(15_999)}b`,
    `b${"a".repeat(15_999)}`,
  ]);
  const long = `${"a".repeat(500_000)}c${"a".repeat(15_000)}`;
  const startedAt = performance.now();
  text(long);
  expect(performance.now() - startedAt).toBeLessThan(500);
});
