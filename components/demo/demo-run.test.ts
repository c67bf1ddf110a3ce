import { expect, test } from "vitest";
import type { DemoPlan, DemoTally } from "#lib/demo/demo-plan.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import { createDemoRun, type DemoBatch } from "./demo-run.ts";

const plan: DemoPlan = { family: "erp", rate: 20, length: "short" };
const taken = (accepted: number, duplicates = 0): Result<DemoTally> =>
  succeed({ accepted, duplicates, refused: 0, refusal: null });

/** `answer` decides about each batch; `second()` lets one second pass. */
function setUp(answer: (batch: DemoBatch) => Result<DemoTally> | Promise<Result<DemoTally>>) {
  const sent: DemoBatch[] = [];
  const ticks = new Set<() => void>();
  const run = createDemoRun({
    send: async (batch) => {
      sent.push(batch);
      return answer(batch);
    },
    every: (_, tick) => {
      ticks.add(tick);
      return () => ticks.delete(tick);
    },
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const second = async () => {
    for (const tick of ticks) tick();
    await settle();
  };
  return { run, sent, ticks, settle, second };
}

test("sends one batch at once and one each second, until the plan is done", async () => {
  const { run, sent, ticks, settle, second } = setUp(({ count }) => taken(count));
  run.start(plan, 7);
  await settle();
  expect(sent).toEqual([{ family: "erp", seed: 7, from: 0, count: 20 }]);
  for (let n = 0; n < 20; n += 1) await second();
  expect(sent.map((batch) => batch.from)).toEqual([0, 20, 40, 60, 80, 100, 120, 140, 160, 180]);
  expect(run.state()).toMatchObject({ phase: "ended", planned: 200, tally: { accepted: 200 } });
  expect(ticks.size).toBe(0);
});

test("goes on without end until it is stopped, and then sends nothing more", async () => {
  const { run, sent, ticks, second } = setUp(({ count }) => taken(count));
  run.start({ ...plan, length: "open" }, 7);
  for (let n = 0; n < 100; n += 1) await second();
  expect(run.state()).toMatchObject({ phase: "running", planned: null });
  run.stop();
  const count = sent.length;
  await second();
  expect(sent).toHaveLength(count);
  expect(ticks.size).toBe(0);
  expect(run.state()?.phase).toBe("stopped");
});

test("sends a batch that failed again as it was", async () => {
  let isAway = true;
  const { run, sent, settle, second } = setUp(({ count }) => {
    if (!isAway) return taken(0, count);
    throw new Error("network");
  });
  run.start(plan, 7);
  await settle();
  expect(run.state()).toMatchObject({
    phase: "running",
    trouble: "The server cannot be reached. Check your connection, then try again.",
  });
  isAway = false;
  await second();
  expect(sent[1]).toEqual(sent[0]);
  expect(run.state()).toMatchObject({ trouble: null, tally: { accepted: 0, duplicates: 20 } });
});

test("waits for a slow answer instead of sending beside it", async () => {
  let answer = (_: Result<DemoTally>) => {};
  const { run, sent, second } = setUp(() => new Promise((resolve) => (answer = resolve)));
  run.start(plan, 7);
  await second();
  await second();
  expect(sent).toHaveLength(1);
  answer(taken(20));
  await second();
  await second();
  expect(sent).toHaveLength(2);
});

test("ends at a refusal that would come again", async () => {
  const refused = setUp(() => fail("forbidden", "Your role does not allow this."));
  refused.run.start(plan, 7);
  await refused.settle();
  expect(refused.run.state()).toMatchObject({
    phase: "failed",
    trouble: "Your role does not allow this.",
  });
});

test("tries again more and more seldom, and gives up after ten failures in a row", async () => {
  const { run, sent, settle, second } = setUp(() => fail("rate_limited", "Try again in 1 s."));
  run.start(plan, 7);
  await settle();
  const triesAfter = async (seconds: number) => {
    for (let n = 0; n < seconds; n += 1) await second();
    return sent.length;
  };
  expect([await triesAfter(1), await triesAfter(2), await triesAfter(4)]).toEqual([2, 3, 4]);
  expect(run.state()).toMatchObject({ phase: "running", failures: 4 });
  expect(await triesAfter(6 * 8)).toBe(10);
  expect(run.state()).toMatchObject({ phase: "failed", trouble: "Try again in 1 s." });
  expect(new Set(sent.map(({ from }) => from))).toEqual(new Set([0]));
});

test("counts what was on its way when it was stopped", async () => {
  let answer = (_: Result<DemoTally>) => {};
  const { run, settle } = setUp(() => new Promise((resolve) => (answer = resolve)));
  run.start(plan, 7);
  run.stop();
  answer(taken(20));
  await settle();
  expect(run.state()).toMatchObject({ phase: "stopped", tally: { accepted: 20 } });
});

test("a new run takes the place of the one that goes on", async () => {
  const { run, sent, ticks, settle } = setUp(({ count }) => taken(count));
  run.start(plan, 7);
  run.start({ ...plan, rate: 1 }, 8);
  await settle();
  expect(ticks.size).toBe(1);
  expect(sent.at(-1)).toMatchObject({ seed: 8, from: 0, count: 1 });
  expect(run.state()?.tally.accepted).toBe(1);
});
