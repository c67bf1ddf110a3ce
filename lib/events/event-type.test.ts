import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  eventPatternProblem,
  eventTypeProblem,
  isReservedEventType,
  patternMatches,
} from "./event-type.ts";

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,5}$/);
const dotted = fc.array(word, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("."));

describe("an event type", () => {
  test.each([
    "a",
    "PaymentCategoryCreatedEvent",
    "finance.payment.created",
    "github.issues.opened",
    "a-b.c_d.1",
    "a".repeat(128),
  ])("may be called %s", (type) => {
    expect(eventTypeProblem(type)).toBeNull();
  });

  test.each([
    "",
    ".a",
    "a.",
    "a..b",
    "1a",
    "_a",
    "a b",
    "a.*",
    "*",
    "é",
    "a\n",
    "a-",
    "a".repeat(129),
  ])("may not be called %j", (type) => {
    expect(eventTypeProblem(type)).not.toBeNull();
  });

  test("belongs to the product when it begins with scriptbus.", () => {
    expect(
      ["scriptbus.x", "scriptbus", "scriptbusy.x", "Scriptbus.x"].map(isReservedEventType),
    ).toEqual([true, false, false, false]);
  });
});

describe("a pattern", () => {
  test.each([
    ["*", "finance", true],
    ["finance.*", "finance.payment", true],
    ["finance.*", "finance.payment.created", true],
    ["finance.*", "finance", false],
    ["finance.*", "financed.payment", false],
    ["finance.*", "Finance.payment", false],
    ["finance.payment", "finance.payment", true],
    ["finance.payment", "finance.payment.created", false],
    ["finance-x.*", "finance-x.y", true],
    ["a.b.*", "a.c.b", false],
  ])("%s and %s: %s", (pattern, type, matches) => {
    expect(patternMatches(pattern, type)).toBe(matches);
  });

  test.each(["**", "*.a", "a*", "a.*.b", "a.*.*", ".*", "a.b*", "", "a.?"])(
    "may not be %j",
    (pattern) => {
      expect(eventPatternProblem(pattern)).not.toBeNull();
    },
  );

  test("prefix.* matches exactly the types that begin with the prefix and a dot", () => {
    fc.assert(
      fc.property(dotted, dotted, fc.boolean(), (prefix, other, below) => {
        const type = below ? `${prefix}.${other}` : other;
        expect(eventPatternProblem(`${prefix}.*`)).toBeNull();
        expect(patternMatches(`${prefix}.*`, type)).toBe(type.startsWith(`${prefix}.`));
        expect(patternMatches(prefix, type)).toBe(type === prefix);
      }),
    );
  });
});
