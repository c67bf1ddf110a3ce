import { expect, test } from "vitest";
import { readEndpointAddress } from "./endpoint-address.ts";

test.each([
  ["/x/acme/hook", { tenant: "acme", path: "hook", search: "" }],
  [
    "/x/acme/a/b.c~d_e-f?x=/../%2e&y=?",
    { tenant: "acme", path: "a/b.c~d_e-f", search: "x=/../%2e&y=?" },
  ],
  ["/x/acme/...", { tenant: "acme", path: "...", search: "" }],
])("%s is an address", (target, address) => {
  expect(readEndpointAddress(target)).toEqual(address);
});

test.each([
  "/x",
  "/x/",
  "/x/acme",
  "/x/acme/",
  "/x//hook",
  "/x/acme//hook",
  "/x/acme/hook/",
  "/x/acme/../hook",
  "/x/../acme/hook",
  "/x/acme/./hook",
  "/x/acme/..",
  "/x/acme/%2e%2e/hook",
  "/x/acme/a%2Fb",
  "/x/acme/a\\b",
  "/x/acme/a b",
  "/x/acme/ä",
  "/x/acme/a;b",
  "/y/acme/hook",
  "http://host/x/acme/hook",
])("%s is none", (target) => {
  expect(readEndpointAddress(target)).toBeNull();
});
