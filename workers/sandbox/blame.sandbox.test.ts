// Who pays when the watchdog ends the process under a crossing of many: never a run that only waits.
import { expect, it, onTestFinished } from "vitest";
import { setUpSandbox } from "./testing/sandbox-setup.ts";

/** V8 cannot interrupt it. */
const hog = "return [].includes.call(new Proxy({ length: 2 ** 31 }, {}), 1);";

it("a run that waits is not charged for one that hangs in a later crossing of many", async () => {
  const { pool, runAll } = await setUpSandbox();
  onTestFinished(() => pool.stop());
  const source = `
    const { what } = sdk.events.current();
    if (what === "wait") { for (let i = 0; i < 900; i++) await sdk.crypto.randomUUID(); return "waited"; }
    if (what === "short") { const end = Date.now() + 3; while (Date.now() < end); return 1; }
    await null;
    ${hog}`;
  for (let version = 1; version <= 3; version += 1) {
    const whats = ["wait", ...Array(14 + version).fill("short"), "hog", "hog", "hog"];
    const runs = whats.map((what) => ({ dataJson: JSON.stringify({ what }) }));
    const results = await runAll({ source, version, limits: { sdkCalls: 1_000 }, runs });
    expect(results.map(({ outcome }) => outcome)).toEqual(
      whats.map((what) => (what === "hog" ? "cpu_exceeded" : "succeeded")),
    );
  }
}, 60_000);
