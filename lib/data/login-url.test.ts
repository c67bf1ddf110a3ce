import { expect, test } from "vitest";
import { dataLogin } from "./login-url.ts";

test("the address has the tenant's login, and nothing of the server's own", () => {
  const base = "postgres://scriptbus_app:own@db.example:6432/bus_data?sslmode=require&sslkey=/k";
  expect(dataLogin(base, { user: "tenant_1_owner", password: "p-w_1" })).toEqual({
    url: "postgres://tenant_1_owner:p-w_1@db.example:6432/bus_data?sslmode=require",
    host: "db.example",
    port: "6432",
    database: "bus_data",
    user: "tenant_1_owner",
    password: "p-w_1",
    psql: "psql 'postgres://tenant_1_owner:p-w_1@db.example:6432/bus_data?sslmode=require'",
  });
});

test("where no port is said it is PostgreSQL's", () => {
  expect(dataLogin("postgres://a:b@h/x_data", { user: "u", password: "p" }).port).toBe("5432");
});
