import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { tableEventTypes } from "#lib/data/table-events.ts";
import { patternMatches } from "#lib/events/event-type.ts";
import { readSource } from "#lib/scripts/read-source.ts";
import { newScriptSchema } from "#lib/scripts/script-schema.ts";
import { checkSubscription } from "#lib/subscriptions/read-subscription.ts";
import { newSubscriptionSchema } from "#lib/subscriptions/subscription-schema.ts";
import { defaultTenantLimits } from "#lib/tenancy/tenant-limits.ts";
import { acme } from "./acme.ts";
import { type DemoScript, kindOf, languageOf } from "./demo-tenant.ts";
import { globex } from "./globex.ts";

const tenants = [acme, globex];
const scripts = tenants.flatMap((tenant) => tenant.scripts);
const anyId = "00000000-0000-7000-8000-000000000000";

test.each(scripts.map((script) => [script.name, script] as const))(
  "the script %s can be saved, and so can its subscriptions",
  (name, script) => {
    const source = readFileSync(script.file, "utf8");
    const language = languageOf(script);
    newScriptSchema.parse({ name, ...kindOf(script), language, source });
    expect(readSource(source, language, defaultTenantLimits)).toMatchObject({ ok: true });
    for (const subscription of script.subscriptions) {
      const input = newSubscriptionSchema.parse({ scriptId: anyId, ...subscription });
      expect(checkSubscription(input)).toMatchObject({ ok: true });
    }
  },
);

test("both languages are shown, and a script's file is named after it", () => {
  expect(new Set(scripts.map(languageOf))).toEqual(new Set(["javascript", "typescript"]));
  for (const { name, file } of scripts)
    expect(file.pathname).toMatch(new RegExp(`/${name}\\.[jt]s$`));
});

test.each(tenants)(
  "every subscription of $slug has something to do",
  ({ events, scripts: own, tables }) => {
    const emitted = [
      ...own.flatMap(emittedTypes),
      ...Object.keys(tables.emit).flatMap(tableEventTypes),
    ];
    const types = [...new Set([...events().map(({ type }) => type), ...emitted])];
    for (const { eventType } of own.flatMap((script) => script.subscriptions)) {
      expect(
        types.some((type) => patternMatches(eventType, type)),
        eventType,
      ).toBe(true);
    }
  },
);

function emittedTypes({ file }: DemoScript): string[] {
  const calls = readFileSync(file, "utf8").matchAll(/sdk\.events\.emit\(\s*"([^"]+)"/g);
  return [...calls].map((call) => call[1] ?? "");
}
