import fc from "fast-check";
import { expect, test } from "vitest";
import { ChildShares } from "./child-shares.ts";

const script = fc.record({
  tenantId: fc.constantFrom("t1", "t2"),
  scriptId: fc.constantFrom("s1", "s2", "s3"),
});
/** Script ids belong to one tenant each. */
const owned = script.map(({ tenantId, scriptId }) => ({
  tenantId,
  scriptId: `${tenantId}${scriptId}`,
}));

test("a script holds at most the children there are, a tenant leaves one of their double to the others", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.array(owned), (children, asks) => {
      const shares = new ChildShares(children);
      const held = asks.filter((ask) => {
        const isAllowed = shares.allows(ask);
        if (isAllowed) shares.take(ask, ask);
        return isAllowed;
      });
      for (const { tenantId, scriptId } of asks) {
        const ofScript = held.filter((one) => one.scriptId === scriptId).length;
        const ofTenant = held.filter((one) => one.tenantId === tenantId).length;
        expect(ofScript).toBeLessThanOrEqual(children);
        expect(ofTenant).toBeLessThanOrEqual(Math.max(1, 2 * children - 1));
        expect(shares.ofTenant({ tenantId, scriptId })).toBe(ofTenant);
      }
      for (const one of held) shares.free(one, one);
      for (const ask of asks) expect(shares.allows(ask)).toBe(true);
    }),
  );
});

test("a batch that comes to others of its tenant in a child takes no further child", () => {
  const shares = new ChildShares(1);
  const [child, other] = [{}, {}];
  const mail = { tenantId: "t1", scriptId: "mail" };
  const sync = { tenantId: "t1", scriptId: "sync" };
  shares.take(child, mail);
  expect(shares.allows(sync)).toBe(false);
  for (const script of [mail, sync]) {
    expect(shares.allowsIn(child, script)).toBe(true);
    shares.take(child, script);
  }
  expect(shares.ofTenant(mail)).toBe(1);
  expect(shares.allowsIn(other, mail)).toBe(false);
  shares.free(child, mail);
  shares.free(child, mail);
  expect(shares.allowsIn(other, mail)).toBe(true);
  expect(shares.ofTenant(mail)).toBe(1);
  shares.free(child, sync);
  expect(shares.ofTenant(mail)).toBe(0);
});
