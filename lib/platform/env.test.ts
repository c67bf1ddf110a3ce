import { afterEach, expect, test, vi } from "vitest";
import { env } from "./env.ts";

afterEach(() => vi.unstubAllEnvs());

test("a variable that is missing or wrong is one clear line without its value", () => {
  vi.stubEnv("SCRIPTBUS_SECRET", undefined);
  expect(() => env("SCRIPTBUS_SECRET")).toThrow("Environment variable SCRIPTBUS_SECRET is not set");
  vi.stubEnv("SCRIPTBUS_SECRET", "c2hvcnQ=");
  expect(() => env("SCRIPTBUS_SECRET")).toThrow("must be 32 bytes in base64");
  vi.stubEnv("DATABASE_URL", "mysql://secret@host/db");
  expect(() => env("DATABASE_URL")).toThrow("must be a postgres:// URL");
  expect(() => env("DATABASE_URL")).not.toThrow("secret@");
});

test("a variable is read as what it means", () => {
  vi.stubEnv("SCRIPTBUS_SECRET", Buffer.alloc(32, 7).toString("base64"));
  expect(env("SCRIPTBUS_SECRET")).toEqual(Buffer.alloc(32, 7));
  vi.stubEnv("LOG_LEVEL", undefined);
  expect(env("LOG_LEVEL")).toBe("info");
  vi.stubEnv("DATABASE_URL", "postgres://a:b@127.0.0.1:5432/c?host=/tmp/socket");
  expect(env("DATABASE_URL")).toContain("5432");
});
