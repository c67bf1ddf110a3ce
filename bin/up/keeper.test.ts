import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, expect, test } from "vitest";
import { Keeper, pauseMs } from "./keeper.mjs";

type Options = { program: string; ready?: () => boolean; hasDatabase?: () => boolean };

const open: Keeper[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((keeper) => keeper.stop(0)));
});

/** Keeps `node -e program` alive, without pauses. */
function keep({ program, ready = () => false, hasDatabase = () => true }: Options) {
  const said: string[] = [];
  const lives: number[] = [];
  const service = {
    name: "thing",
    stopSignal: "SIGTERM" as const,
    log: { path: "thing.log", attach: () => {}, lastWords: () => "it hurts" },
    isReady: async () => ready(),
    hasDatabase: async () => hasDatabase(),
    start: async () => {
      const child = spawn(process.execPath, ["-e", program], { detached: true });
      if (child.stdout) await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
      lives.push(child.pid ?? 0);
      return child;
    },
  };
  const say = (text: string) => void said.push(text);
  const keeper = new Keeper(service, { say, pauseAfter: () => 0 });
  open.push(keeper);
  return { keeper, said, lives };
}

const diesAtOnce = "process.exit(3)";
const stays = "console.log('up'); setInterval(() => {}, 1000)";
const ignoresTheSignal = `process.on("SIGTERM", () => {}); ${stays}`;

test("five deaths in a row before it was ready give it up, with its last words", async () => {
  const { keeper, lives } = keep({ program: diesAtOnce });
  await expect(keeper.over).rejects.toThrow(
    "thing ended 5 times before it was ready (exit code 3): it hurts [thing.log]",
  );
  expect(lives).toHaveLength(5);
});

test("deaths after it was ready never count", async () => {
  const { keeper, said, lives } = keep({ program: stays, ready: () => true });
  await keeper.ready;
  for (let death = 1; death <= 7; death += 1) {
    process.kill(lives.at(-1) ?? 0, "SIGKILL");
    await expect
      .poll(() => said.filter((text) => text.includes("ready again")))
      .toHaveLength(death);
  }
  expect(said[0]).toBe("thing ended (SIGKILL); starting it again");
  expect(lives).toHaveLength(8);
});

test("a death while the database is away is waiting, not a death", async () => {
  const { lives } = keep({ program: diesAtOnce, hasDatabase: () => lives.length > 7 });
  await expect.poll(() => lives.length, { timeout: 5_000 }).toBeGreaterThan(7);
});

test("what ignores the kind signal is ended when its time is over", async () => {
  const { keeper, lives } = keep({ program: ignoresTheSignal, ready: () => true });
  await keeper.ready;
  await keeper.stop(50);
  expect(() => process.kill(lives[0] ?? 0, 0)).toThrow("ESRCH");
  expect(lives).toHaveLength(1);
});

test("the pause grows from one second to ten", () => {
  expect([1, 2, 3, 4, 5, 9].map(pauseMs)).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000]);
});
