import { describe, expect, test } from "vitest";
import { fieldsOf, newFields } from "#components/subscriptions/form-fields.ts";
import { parseInput } from "#lib/shared/parse-input.ts";
import { newSubscriptionSchema } from "#lib/subscriptions/subscription-schema.ts";
import { subscriptionFields } from "./subscription-fields.ts";

const filled = { ...newFields, eventType: "finance.paid" };

function read(changes: Partial<typeof newFields>) {
  return parseInput(subscriptionFields, { ...filled, ...changes }, "form");
}

test("a new form that only names its event type is a subscription with every default", () => {
  const read = parseInput(subscriptionFields, filled, "form");
  const scriptId = "01a20847-6d7f-7df3-b6de-6d53a17a6c54";
  const defaults = newSubscriptionSchema.parse({ scriptId, eventType: "finance.paid" });
  expect(read).toEqual({ ok: true, value: expect.anything() });
  if (read.ok) expect({ ...read.value, scriptId, breaker: "on" }).toEqual(defaults);
});

test.each([
  { kind: "exponential", baseMs: 1_234, factor: 1.5, maxMs: 90_000 },
  { kind: "fixed", delayMs: 0 },
  { kind: "list", delaysMs: [500, 86_400_000] },
] as const)(
  "a subscription that is edited and changed in nothing stays as it is: %j",
  (backoff) => {
    const subscription = {
      id: "1",
      scriptId: "2",
      eventType: "finance.*",
      filter: '$.a == "x"\n&& $.b',
      priority: 0,
      retryCount: 20,
      backoff,
      breaker: "off",
      orderingKey: "$.order[0]",
      onLoop: "allow",
      active: false,
      createdAt: "",
      updatedAt: "",
    } as const;
    const { active: _absent, ...sent } = fieldsOf(subscription);
    const { id: _id, scriptId, breaker, createdAt, updatedAt, ...fields } = subscription;
    expect(parseInput(subscriptionFields, sent, "form")).toEqual({ ok: true, value: fields });
  },
);

test("lines of a filter come back as they were typed, however the form sends them", () => {
  const result = read({ filter: " $.a &&\r\n$.b " });
  expect(result.ok && result.value.filter).toBe("$.a &&\n$.b");
});

describe("a fault is said at its field", () => {
  test.each([
    ["eventType", ""],
    ["eventType", "not a type"],
    ["priority", "-1"],
    ["priority", ""],
    ["priority", "2147483648"],
    ["retryCount", "21"],
    ["retryCount", "1.5"],
    ["orderingKey", "orderId"],
    ["backoffKind", "never"],
    ["baseDelay", "soon"],
    ["maxDelay", "25 h"],
    ["factor", "0.5"],
    ["factor", "11"],
  ] as const)("%s: %j", (field, value) => {
    const result = read({ [field]: value });
    expect(result.ok ? [] : result.failure.errors?.map(({ path }) => path)).toEqual([field]);
  });

  test("of a backoff only the fields of its kind count", () => {
    expect(read({ backoffKind: "fixed", baseDelay: "soon", delays: "never" }).ok).toBe(true);
    const list = read({ backoffKind: "list", delays: "1 s, soon" });
    expect(list.ok ? [] : list.failure.errors?.map(({ path }) => path)).toEqual(["delays"]);
  });

  test("several faults are said at once", () => {
    const result = read({ eventType: "", retryCount: "x", baseDelay: "soon" });
    const paths = result.ok ? [] : result.failure.errors?.map(({ path }) => path);
    expect(paths).toEqual(["eventType", "retryCount", "baseDelay"]);
  });
});
