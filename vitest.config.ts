import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const processPerFile: { pool: "forks"; execArgv: string[] } = {
  pool: "forks",
  execArgv: ["--no-node-snapshot"],
};

/** Vitest's own default leaves one core free, which on two cores is half of them. */
const maxWorkers = Math.max(2, availableParallelism() - 1);

/** Of what waits for other processes, on a machine that may be busy. `npm test` tells what was flaky. */
const retry = 1;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{app,bin,components,db,lib,workers}/**/*.test.ts"],
          exclude: ["**/*.db.test.ts", "**/*.sandbox.test.ts", "**/node_modules/**"],
          maxWorkers,
          ...processPerFile,
        },
      },
      {
        test: {
          name: "db",
          include: ["{app,bin,db,lib,workers}/**/*.db.test.ts"],
          globalSetup: ["db/testing/global-setup.ts"],
          testTimeout: 30_000,
          retry,
          hookTimeout: 60_000,
          maxWorkers,
          ...processPerFile,
        },
      },
      {
        test: {
          name: "sandbox",
          include: ["workers/**/*.sandbox.test.ts"],
          testTimeout: 60_000,
          retry,
          hookTimeout: 60_000,
          maxWorkers: 1,
          ...processPerFile,
        },
      },
    ],
  },
});
