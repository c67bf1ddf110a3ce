import { defineConfig } from "vitest/config";

const processPerFile: { pool: "forks"; execArgv: string[] } = {
  pool: "forks",
  execArgv: ["--no-node-snapshot"],
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{app,bin,components,db,lib,workers}/**/*.test.ts"],
          exclude: ["**/*.db.test.ts", "**/*.sandbox.test.ts", "**/node_modules/**"],
          ...processPerFile,
        },
      },
      {
        test: {
          name: "db",
          include: ["{app,bin,db,lib,workers}/**/*.db.test.ts"],
          globalSetup: ["db/testing/global-setup.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          ...processPerFile,
        },
      },
      {
        test: {
          name: "sandbox",
          include: ["workers/**/*.sandbox.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 1,
          ...processPerFile,
        },
      },
    ],
  },
});
