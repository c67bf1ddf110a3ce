import { expect, test } from "vitest";
import { allowsHost, egressHostsInput } from "./allowed-hosts.ts";
import { privateAllowSchema, resolveSchema } from "./private-hosts.ts";

test("what the owner lists is read as URLs print it", () => {
  const allowed = privateAllowSchema.parse(" 10.0.0.5:8080, ERP:81 ,[::0001]:9000,0x7f.1:1");
  expect([...allowed]).toEqual(["10.0.0.5:8080", "erp:81", "[::1]:9000", "127.0.0.1:1"]);
  const rules = resolveSchema.parse("API.example=10.0.0.5,six=fd00::1, seven=[fd00::2]");
  expect([...rules]).toEqual([
    ["api.example", "10.0.0.5"],
    ["six", "fd00::1"],
    ["seven", "fd00::2"],
  ]);
  expect(privateAllowSchema.parse(undefined).size).toBe(0);
  expect(resolveSchema.parse(" ").size).toBe(0);
});

test.each([
  "a",
  "a:",
  "a:0",
  "a:65536",
  "a:8080,",
  ",",
  "*.a:80",
  "http://a:80",
  "a:80/b",
  "u@a:80",
  "a.:80",
  "a b:80",
  "10.0.0.0/8:80",
  "a:80;b:80",
])("EGRESS_PRIVATE_ALLOW=%j is one clear fault", (text) => {
  const read = privateAllowSchema.safeParse(text);
  expect(read.error?.issues).toMatchObject([{ message: expect.stringContaining("host:port") }]);
});

test.each(["a", "a=", "=1.2.3.4", "a=b", "a=1.2.3.4=5", "a=1.2.3", "a:80=1.2.3.4", "a=fe80::1%lo"])(
  "EGRESS_RESOLVE=%j is one clear fault",
  (text) => {
    const read = resolveSchema.safeParse(text);
    expect(read.error?.issues).toMatchObject([
      { message: expect.stringContaining("host=address") },
    ]);
  },
);

test.each([
  ["api.example.com", 443, true],
  ["api.example.com", 8443, true],
  ["example.com", 443, false],
  ["a.api.example.com", 443, false],
  ["x.hooks.example", 8443, true],
  ["x.y.hooks.example", 8443, true],
  ["x.hooks.example", 443, false],
  ["hooks.example", 8443, false],
  ["evilhooks.example", 8443, false],
  ["8.8.8.8", 80, true],
  ["[2606:4700::1]", 80, true],
])("a list decides about %s:%i", (hostname, port, isAllowed) => {
  const hosts = ["api.example.com", "*.hooks.example:8443", "8.8.8.8", "[2606:4700::1]:80"];
  expect(egressHostsInput.parse({ hosts }).hosts).toEqual(hosts);
  expect(allowsHost(hosts, { hostname, port })).toBe(isAllowed);
});

test("no list allows every host, an empty one none", () => {
  expect(allowsHost(null, { hostname: "a.example", port: 80 })).toBe(true);
  expect(allowsHost([], { hostname: "a.example", port: 80 })).toBe(false);
});
