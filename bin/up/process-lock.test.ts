import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { tryLock } from "./process-lock.mjs";

const folder = mkdtempSync(join(tmpdir(), "scriptbus-lock-"));
afterAll(() => rmSync(folder, { recursive: true }));

const module = new URL("./process-lock.mjs", import.meta.url);

/** A process that takes the lock, says so and stays. */
async function holder(path: string) {
  const program = `import { tryLock } from "${module}"; tryLock("${path}"); console.log("held"); setInterval(() => {}, 1000)`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program]);
  await once(child.stdout, "data");
  return child;
}

test("a second process is told who holds the lock, and gets it after a kill -9 of the first", async () => {
  const path = join(folder, "held");
  const first = await holder(path);
  expect(tryLock(path)).toMatchObject({
    held: false,
    holder: expect.stringMatching(`^${first.pid} `),
  });
  first.kill("SIGKILL");
  await once(first, "exit");
  expect(tryLock(path)).toMatchObject({ held: true, afterDeath: true });
});

test("a process id that was used again holds nothing", () => {
  const path = join(folder, "used-again");
  writeFileSync(path, `${process.ppid} 1`);
  expect(tryLock(path)).toMatchObject({ held: true });
});

test("a released lock is free", () => {
  const path = join(folder, "released");
  const lock = tryLock(path);
  if (lock.held) lock.release();
  expect(tryLock(path)).toMatchObject({ held: true, afterDeath: false });
});
