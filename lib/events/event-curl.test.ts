import { expect, test } from "vitest";
import { curlOf } from "./event-curl.ts";

test("an event becomes a command that sends it as it is", () => {
  const dataJson = '{"it\'s": "$HOME `ls` \\" 😀", "big": 12345678901234567890,\n"n": 1}';
  expect(curlOf({ origin: "http://localhost:3000", type: "a.b", subject: "s/1", dataJson })).toBe(
    `curl http://localhost:3000/api/v1/events \\
  -H "Authorization: Bearer $SCRIPTBUS_KEY" \\
  -H "Content-Type: application/json" \\
  --data-binary @- <<'JSON'
{"type":"a.b","subject":"s/1",
 "data":${dataJson}}
JSON`,
  );
});

test("a key that was just made is filled in", () => {
  const curl = curlOf({ origin: "http://x", apiKey: "sb_abc", type: "a.b", dataJson: "1" });
  expect(curl).toContain('"Authorization: Bearer sb_abc"');
});
