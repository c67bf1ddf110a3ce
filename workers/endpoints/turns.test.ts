import { expect, test } from "vitest";
import { type GiveBack, Turns } from "./turns.ts";

const limits = { runsPerTenant: 3, runsPerScript: 2 };
const wish = (scriptId: string, tenantId = "t") => ({ tenantId, scriptId, limits });

/** The names of those that have their turn, as it comes. */
function scene(bounds = { lineLength: 100, lineMs: 60_000 }) {
  const turns = new Turns(bounds);
  const order: string[] = [];
  const given = new Map<string, GiveBack | null>();
  const ask = (name: string, scriptId: string, tenantId = "t") =>
    turns.take(wish(scriptId, tenantId)).then((back) => {
      order.push(name);
      given.set(name, back);
    });
  const settle = () => new Promise(setImmediate);
  return { ask, order, settle, end: (name: string) => given.get(name)?.(), given };
}

test("as many run as the tenant's limits allow for it and for each script; others pass those that cannot", async () => {
  const { ask, order, settle, end } = scene();
  const all = [ask("a1", "a"), ask("a2", "a"), ask("a3", "a"), ask("b1", "b"), ask("b2", "b")];
  await settle();
  expect(order).toEqual(["a1", "a2", "b1"]);
  end("b1");
  await settle();
  expect(order).toEqual(["a1", "a2", "b1", "b2"]);
  end("a1");
  await Promise.all(all);
  expect(order.at(-1)).toBe("a3");
});

test("tenants do not wait for each other", async () => {
  const { ask, order, settle } = scene();
  for (const name of ["a", "b", "c", "d"]) void ask(name, name);
  void ask("other", "a", "u");
  await settle();
  expect(order).toEqual(["a", "b", "c", "other"]);
});

test("a place that comes free is the next one's at once, whoever asks in the same moment", async () => {
  const { ask, order, settle, end } = scene();
  for (const name of ["1", "2", "3", "4"]) void ask(name, name);
  await settle();
  end("1");
  void ask("5", "5");
  await settle();
  expect(order).toEqual(["1", "2", "3", "4"]);
});

test("a line that is full takes nobody more, and nobody waits for ever", async () => {
  const { ask, given, settle, end } = scene({ lineLength: 1, lineMs: 30 });
  for (const name of ["1", "2", "3"]) void ask(name, name);
  const late = ask("4", "4");
  await ask("5", "5");
  expect(given.get("5")).toBeNull();
  await late;
  expect(given.get("4")).toBeNull();
  end("1");
  await ask("6", "6");
  await settle();
  expect(given.get("6")).toBeTypeOf("function");
});
