// What a run feels of the other batches of its tenant that are in its child.
import { expect, it, onTestFinished } from "vitest";
import { setUpSandbox } from "./testing/sandbox-setup.ts";

const computesAfterSleep = (n: number) => `/* ${n} */
  await sdk.sleep(600);
  const end = Date.now() + 400;
  while (Date.now() < end);
  return ${n};`;

it("a run whose answer has come is not charged for the time in which its neighbours compute", async () => {
  const { pool, runOne } = await setUpSandbox();
  onTestFinished(() => pool.stop());
  const limits = { cpuMs: 500, wallMs: 1_500 };
  const numbers = [0, 1, 2, 3, 4];
  const results = await Promise.all(
    numbers.map((n) => runOne({ source: computesAfterSleep(n), limits })),
  );
  expect(results.map(({ outcome, resultJson }) => resultJson ?? outcome)).toEqual(
    numbers.map(String),
  );
  expect(pool.stats().restarts).toBe(0);
});

it("a batch takes an idle child rather than few places beside others", async () => {
  const { promise: waits, resolve } = Promise.withResolvers<void>();
  const { pool, runAll } = await setUpSandbox({ children: 2, onProgress: () => resolve() });
  onTestFinished(() => pool.stop());
  const limits = { wallMs: 20_000 };
  const many = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ executionId: `${n}` }));
  let isOver = false;
  const long = runAll({
    source: "console.log('I wait'); await sdk.sleep(6_000);",
    limits,
    runs: many(15),
  }).then(() => {
    isOver = true;
  });
  await waits;
  await runAll({ source: "await sdk.sleep(300);", limits, runs: many(16) });
  expect(isOver).toBe(false);
  await long;
});
