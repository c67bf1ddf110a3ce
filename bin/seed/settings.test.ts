import { expect, test } from "vitest";
import { readSeedSettings } from "./settings.ts";

const given: NodeJS.ProcessEnv = {
  NODE_ENV: "test",
  ADMIN_DATABASE_URL: "postgres://localhost/scriptbus",
  WEB_URL: "http://127.0.0.1:3000",
  SCRIPTBUS_DATA_DIR: "/data",
};

test("the demo is shown at localhost, as in the ready line", () => {
  const settings = readSeedSettings({ ...given, SCRIPTBUS_DEMO: "1" });
  expect(settings).toMatchObject({ demo: true, owner: null, publicUrl: "http://localhost:3000" });
  const elsewhere = readSeedSettings({ ...given, WEB_URL: "http://10.0.0.7:80" });
  expect(elsewhere).toMatchObject({ demo: false, publicUrl: "http://10.0.0.7" });
});

test.each([
  ["ada", "long enough", "SCRIPTBUS_OWNER_EMAIL must be"],
  ["", "long enough", "SCRIPTBUS_OWNER_EMAIL must be"],
  ["ada@example.com", "", "SCRIPTBUS_OWNER_PASSWORD must have"],
  ["ada@example.com", "short", "SCRIPTBUS_OWNER_PASSWORD must have"],
])("an owner %j with the password %j is refused in one line", (email, password, line) => {
  const env = { ...given, SCRIPTBUS_OWNER_EMAIL: email, SCRIPTBUS_OWNER_PASSWORD: password };
  expect(() => readSeedSettings(env)).toThrow(line);
});
