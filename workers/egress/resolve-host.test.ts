import { expect, test } from "vitest";
import { dnsResolver, systemResolvers } from "./resolve-host.ts";
import { serveNames } from "./testing/name-server.ts";
import { egressTo } from "./testing/servers.ts";

const records = {
  "both.example.com": ["93.184.215.14", "2606:4700::1111"],
  "four.example.com": ["93.184.215.14", "93.184.215.15"],
  "six.example.com": ["2606:4700::1111"],
  "nothing.example.com": [],
  "half.example.com": ["93.184.215.14", "fd00::1"],
  "inner.example.com": ["169.254.169.254"],
};

test("a name has the addresses of both families, or those of the one it has", async () => {
  const { address, asked } = await serveNames(records);
  const resolve = dnsResolver([address]);
  for (const [name, addresses] of Object.entries(records)) {
    expect(await resolve(name)).toEqual(addresses);
  }
  expect(await resolve("unknown.example.com")).toEqual([]);
  expect(asked).toContain("unknown.example.com AAAA");
});

test("an address that is not public in the one family refuses the whole name", async () => {
  const { address } = await serveNames(records);
  const egress = egressTo([], {
    resolvers: { ...systemResolvers, public: dnsResolver([address]) },
  });
  for (const name of ["half.example.com", "inner.example.com"]) {
    expect(await egress.ask(`https://${name}/`)).toMatchObject({
      error: { message: expect.stringContaining(`"${name}" resolves to an address that is not`) },
    });
  }
  expect(await egress.ask("https://unknown.example.com/")).toMatchObject({
    error: { message: 'there is no host "unknown.example.com"' },
  });
});

test("listed hosts are found as the machine finds them", async () => {
  expect(await systemResolvers.listed("localhost")).toContain("127.0.0.1");
  expect(await systemResolvers.listed("no-such-host.invalid")).toEqual([]);
});
