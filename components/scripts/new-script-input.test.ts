import { describe, expect, test } from "vitest";
import { type NewScriptFields, readNewScript } from "./new-script-input.ts";

const fields: NewScriptFields = {
  name: "notify",
  kind: "event_handler",
  language: "javascript",
  source: "return 1",
  path: "",
  methods: ["GET"],
  auth: "none",
  rateLimit: "100",
  eventType: "",
  filter: "",
};
const read = (more: Partial<NewScriptFields> = {}) => readNewScript({ ...fields, ...more });

describe("a new script", () => {
  test("of events is sent without path and methods, and without a subscription when none is named", () => {
    const { name, kind, language, source } = fields;
    const script = { name, kind, language, source };
    expect(read({ path: "left/behind" })).toEqual({
      ok: true,
      input: { script, subscription: null },
    });
  });

  test("takes its first subscription with it", () => {
    expect(read({ eventType: " a.b ", filter: " $.n > 1 " })).toMatchObject({
      input: { subscription: { eventType: "a.b", filter: "$.n > 1" } },
    });
    expect(read({ eventType: "a.b", filter: " " })).toMatchObject({
      input: { subscription: { eventType: "a.b", filter: null } },
    });
  });

  test("that answers requests has its path and methods, who may call it and how often", () => {
    const endpoint = { path: "orders/new", methods: ["GET", "POST"], auth: "api_key" as const };
    expect(read({ kind: "http_endpoint", ...endpoint, rateLimit: " 7 " })).toMatchObject({
      input: { script: { ...endpoint, rateLimit: 7 } },
    });
  });

  test.each([
    [{ name: "  " }, "script.name"],
    [{ source: "\n" }, "script.source"],
    [{ kind: "http_endpoint" as const }, "script.path"],
    [{ kind: "http_endpoint" as const, path: "a", methods: [] }, "script.methods"],
    [{ filter: "$.n > 1" }, "subscription.eventType"],
  ])("with %j is told at its field", (more, path) => {
    expect(read(more)).toMatchObject({ ok: false, errors: [{ path }] });
  });

  test.each(["", " ", "0", "1001", "1.5", "x"])(
    "with the rate %j is told at its field",
    (rateLimit) => {
      expect(read({ kind: "http_endpoint", path: "a", rateLimit })).toMatchObject({
        ok: false,
        errors: [{ path: "script.rateLimit" }],
      });
    },
  );
});
