// isolated-vm forgets a rejected promise that was collected as garbage; what is held here is what we add to that.
import { expect, it, onTestFinished } from "vitest";
import { setUpSandbox } from "./testing/sandbox-setup.ts";

const limits = { cpuMs: 400, wallMs: 15_000 };
const runs = Array.from({ length: 100 }, (_, n) => ({ dataJson: JSON.stringify({ n }) }));

async function outcomesOf(source: string): Promise<string[]> {
  const sandbox = await setUpSandbox();
  onTestFinished(() => sandbox.pool.stop());
  const results = await sandbox.runAll({ source, limits, runs });
  return results.map(({ outcome }) => outcome);
}

it.each([
  ["loop until V8 stops them", "for (;;);"],
  ["loop until their process is ended", "let x = 3n; for (;;) x = x ** 7n % (1n << 900000n);"],
])(
  "a rejection that nobody awaits fails its run, whatever its neighbours do: they %s",
  async (_, act) => {
    const outcomes = await outcomesOf(`
    const { n } = sdk.events.current();
    if (n % 13 === 0) Promise.reject(new Error("r" + n));
    if (n % 50 === 9) { ${act} }
    return n;`);
    const failed = outcomes.flatMap((outcome, n) => (outcome === "failed" ? [n] : []));
    expect(failed).toEqual([0, 13, 26, 39, 52, 65, 78, 91]);
  },
);
