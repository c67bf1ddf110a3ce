// Who gets a session, and who makes room.
import { expect, test } from "vitest";
import type { TenantSession } from "./tenant-session.ts";
import { TenantSessions } from "./tenant-sessions.ts";

function setUp({ perTenant = 2, inAll = 3, waitMs = 1_000 } = {}) {
  const open = new Set<string>();
  let made = 0;
  const make = (tenantId: string) => {
    made += 1;
    const name = `${tenantId}${made}`;
    open.add(name);
    // Only its life counts here; what it does is tested against a real server.
    return { name, destroy: () => open.delete(name) } as unknown as TenantSession;
  };
  const sessions = new TenantSessions(make, { perTenant, inAll, waitMs });
  return { sessions, open };
}

test("an idle session is taken again", async () => {
  const { sessions, open } = setUp();
  for (let n = 0; n < 3; n += 1) (await sessions.lease("a")).release(true);
  expect([...open]).toEqual(["a1"]);
});

test("one that is not sound is never taken again", async () => {
  const { sessions, open } = setUp();
  (await sessions.lease("a")).release(false);
  await sessions.lease("a");
  expect([...open]).toEqual(["a2"]);
});

test("a tenant's third lease waits for its own, in turn", async () => {
  const { sessions, open } = setUp({ inAll: 9 });
  const [first] = await Promise.all([sessions.lease("a"), sessions.lease("a")]);
  const order: number[] = [];
  const later = [1, 2].map(async (n) => {
    const lease = await sessions.lease("a");
    order.push(n);
    lease.release(true);
  });
  await sessions.lease("b");
  expect(order).toEqual([]);
  first?.release(true);
  first?.release(true);
  await Promise.all(later);
  expect(order).toEqual([1, 2]);
  expect([...open]).toEqual(["a1", "a2", "b3"]);
});

test("the session that was idle for longest makes room for another tenant", async () => {
  const { sessions, open } = setUp();
  for (const tenant of ["a", "b", "c", "a"]) (await sessions.lease(tenant)).release(true);
  await sessions.lease("d");
  expect([...open]).toEqual(["a1", "c3", "d4"]);
});

test("when all are busy another tenant waits, and gets the first that is free", async () => {
  const { sessions, open } = setUp();
  const [, , third] = await Promise.all(["a", "a", "b"].map((tenant) => sessions.lease(tenant)));
  const waiting = sessions.lease("c");
  third?.release(true);
  await waiting;
  expect([...open]).toEqual(["a1", "a2", "c4"]);
});

test("who waits too long is told", async () => {
  const { sessions } = setUp({ perTenant: 1, waitMs: 1 });
  await sessions.lease("a");
  await expect(sessions.lease("a")).rejects.toThrow("became free within 1 ms");
});
