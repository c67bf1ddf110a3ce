import { expect, test } from "vitest";
import { readSettings } from "./settings.mjs";

const root = "/clone";

test("nothing set gives the contract's defaults", () => {
  expect(readSettings({}, root)).toEqual({
    root,
    port: 3000,
    workerPort: 3001,
    host: "127.0.0.1",
    workerHost: "127.0.0.1",
    dataDir: "/clone/.scriptbus",
    databaseUrl: null,
    demo: "1",
  });
});

test("a database of one's own gets no demo unless it is asked for", () => {
  const env = { DATABASE_URL: "postgres://a:b@c/d" };
  expect(readSettings(env, root).demo).toBe("0");
  expect(readSettings({ ...env, SCRIPTBUS_DEMO: "1" }, root).demo).toBe("1");
});

test.each([
  [{ PORT: "http" }, 'PORT must be a number from 1 to 65535, not "http".'],
  [{ PORT: "70000" }, "PORT must be"],
  [{ WORKER_PORT: "0" }, "WORKER_PORT must be"],
  [{ PORT: "3001" }, "PORT and WORKER_PORT are both 3001; they must differ."],
  [{ SCRIPTBUS_DEMO: "yes" }, "SCRIPTBUS_DEMO must be 0 or 1"],
  [{ SANDBOX_CHILDREN: "0" }, 'SANDBOX_CHILDREN must be a number from 1 to 64, not "0".'],
  [{ LOG_LEVEL: "loud" }, "LOG_LEVEL must be one of trace, debug"],
])("%j is refused in words", (env, message) => {
  expect(() => readSettings(env, root)).toThrow(message);
});
