import { expect, test } from "vitest";
import { heardHeaders, returnedHeaders } from "./header-names.ts";

test("a script hears what the caller says, but no cookie, nothing of the connection, nothing internal", () => {
  const headers: [string, string][] = [
    ["Cookie", "a=1"],
    ["Connection", "keep-alive, X-Mine"],
    ["X-Mine", "1"],
    ["Keep-Alive", "timeout=5"],
    ["TE", "trailers"],
    ["Transfer-Encoding", "chunked"],
    ["Upgrade", "h2c"],
    ["Proxy-Authorization", "Basic x"],
    ["Expect", "100-continue"],
    ["X-Scriptbus-Authorization", "Bearer x"],
    ["X-Kept", "1"],
    ["Content-Type", "text/plain"],
  ];
  expect(heardHeaders(headers)).toEqual([
    ["x-kept", "1"],
    ["content-type", "text/plain"],
  ]);
});

test("of a worker's answer goes on what is the script's", () => {
  const headers = {
    connection: "close",
    "content-length": "3",
    date: "now",
    "x-scriptbus-not-ready": "1",
    "content-type": "text/plain",
    "x-none": undefined,
  };
  expect(returnedHeaders(headers)).toEqual([["content-type", "text/plain"]]);
});
