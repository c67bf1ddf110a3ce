import { describe, expect, test } from "vitest";
import { judgeUrl } from "./judge-url.ts";
import type { PrivateHosts } from "./private-hosts.ts";
import { isPublicAddress } from "./public-address.ts";
import { privateUrls } from "./testing/private-urls.ts";

const nobody: PrivateHosts = { allowed: new Set(), addresses: new Map() };
const listing = (...hosts: string[]): PrivateHosts => ({ ...nobody, allowed: new Set(hosts) });
const said = (url: string, hosts = nobody) => {
  const judged = judgeUrl(url, hosts);
  return judged.ok ? null : judged.message;
};

describe("a URL that leads to no public address is refused", () => {
  test.each(privateUrls.map((url) => [url.replaceAll("PORT", "8080")]))("%j", (url) => {
    expect(said(url)).toEqual(expect.any(String));
  });
});

test.each([
  "https://example.com",
  "http://example.com:80/a?b=c#d",
  "https://example.com:8443/",
  "http://93.184.215.14/",
  "http://8.8.8.8:1024/",
  "http://1.1.1.1:65535/",
  "http://9.255.255.255/",
  "http://11.0.0.0/",
  "http://172.15.255.255/",
  "http://172.32.0.0/",
  "http://100.63.255.255/",
  "http://100.128.0.0/",
  "http://192.0.1.1/",
  "http://198.17.255.255/",
  "http://198.20.0.0/",
  "http://223.255.255.255/",
  "https://[2606:4700:4700::1111]/",
  "https://[2a00:1450:4001::200e]:8080/",
  "https://bücher.example/",
  "https://internal.example.com/",
  "https://localhost.example.com/",
])("%s may be asked for", (url) => {
  expect(said(url)).toBeNull();
});

test.each([1, 21, 22, 25, 79, 81, 110, 442, 444, 587, 1023])("port %i is closed", (port) => {
  expect(said(`http://example.com:${port}/`)).toContain(`port ${port} is closed`);
});

test.each([2049, 6000, 6667, 10_080])("port %i, which browsers block, is closed", (port) => {
  expect(said(`http://example.com:${port}/`)).toContain(`port ${port} is closed`);
});

test("a refusal says what is wrong and what to do", () => {
  expect(said("http://2130706433/")).toMatch(
    /^127\.0\.0\.1 is not a public address; .*EGRESS_PRIV/,
  );
  expect(said("http://postgres:5432/")).toMatch(/^"postgres" is not a public host; /);
  expect(said("https://a:b@example.com/")).toMatch(/no user and no password.*authorization/);
  expect(said("ftp://example.com/")).toMatch(/"ftp:" cannot be asked for: use http: or https:/);
  expect(said("/orders?key=s3cret")).toBe('"/orders" is not an absolute URL');
  expect(said("https://example.com/\r\nX-A: b")).toMatch(/no line breaks/);
  expect(said(`https://example.com/${"a".repeat(9_000)}`)).toMatch(/at most 8192 characters/);
});

describe("a host that the owner lists", () => {
  test("may be private, at exactly its port, in any form a URL may write it", () => {
    const hosts = listing("127.0.0.1:8080", "erp:81", "[::1]:9000", "localhost:80");
    expect(said("http://127.0.0.1:8080/", hosts)).toBeNull();
    expect(said("http://2130706433:8080/", hosts)).toBeNull();
    expect(said("http://ERP:81/", hosts)).toBeNull();
    expect(said("http://[0::1]:9000/", hosts)).toBeNull();
    expect(said("http://localhost/", hosts)).toBeNull();
    expect(said("http://127.0.0.1:8081/", hosts)).not.toBeNull();
    expect(said("http://127.0.0.2:8080/", hosts)).not.toBeNull();
    expect(said("http://localhost:8080/", hosts)).not.toBeNull();
    expect(said("https://localhost/", hosts)).not.toBeNull();
    expect(said("http://a.erp:81/", hosts)).not.toBeNull();
  });

  test("may still not be asked for with credentials or by another scheme", () => {
    expect(said("http://a:b@erp:81/", listing("erp:81"))).not.toBeNull();
    expect(said("ftp://erp:81/", listing("erp:81"))).not.toBeNull();
  });
});

test.each(["", "1", "0x7f.1", "8.8.8", "010.8.8.8", "2001:4860::8888%eth0", "::ffff:8.8.8.8", "x"])(
  "%j is no public address",
  (text) => expect(isPublicAddress(text)).toBe(false),
);
