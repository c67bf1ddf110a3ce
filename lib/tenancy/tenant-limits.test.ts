import fc from "fast-check";
import { expect, test } from "vitest";
import { defaultTenantLimits, type TenantLimits, tenantLimits } from "./tenant-limits.ts";

const names = Object.keys(defaultTenantLimits) as (keyof TenantLimits)[];

test("without settings the defaults are in force, none above its hard maximum", () => {
  expect(tenantLimits({})).toEqual(defaultTenantLimits);
});

test("a setting counts up to the hard maximum, and changes no other limit", () => {
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.nat(), (name, value) => {
      const limits = tenantLimits({ [name]: value });
      const highest = tenantLimits({ [name]: Number.MAX_SAFE_INTEGER })[name];
      expect(limits).toEqual({ ...defaultTenantLimits, [name]: Math.min(value, highest) });
    }),
  );
});

test("names that are no limits are left out", () => {
  const settings = { unknown: 1, __proto__: { wallMs: 1 } } as Partial<TenantLimits>;
  expect(Object.keys(tenantLimits(settings)).sort()).toEqual([...names].sort());
});
