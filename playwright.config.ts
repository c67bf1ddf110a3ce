import { defineConfig } from "@playwright/test";

const processStories = "process.spec.ts";

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/e2e",
  workers: 2, // each worker starts a Scriptbus of its own
  forbidOnly: Boolean(process.env["CI"]),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/reports/e2e.json" }]],
  projects: [
    { name: "process", testMatch: processStories },
    {
      name: "stories",
      testIgnore: processStories,
      retries: 1, // of a browser on a busy machine; `npm test` tells what was flaky
      use: { trace: "retain-on-failure", screenshot: "only-on-failure" },
    },
  ],
});
