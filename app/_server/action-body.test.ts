import { expect, test } from "vitest";
import { refuseActionBody } from "./action-body.ts";

async function refuse(body: string, type = "text/plain;charset=UTF-8"): Promise<string | null> {
  const headers = { "content-type": type };
  const request = new Request("http://localhost/", { method: "POST", headers, body });
  return (await refuseActionBody(request))?.code ?? null;
}

test("one argument of plain JSON may pass, with texts that begin with a dollar", async () => {
  expect(
    await refuse('[{"id":"x","n":[1,null,true],"price":"$$5","left":"$undefined"}]'),
  ).toBeNull();
});

test.each([
  "",
  "[",
  "null",
  '"x"',
  "[]",
  "[null]",
  '["text"]',
  "[{},{}]",
  '["$1"]',
  '["$F1"]',
  '[{"a":"$0:constructor:constructor"}]',
  '[{"l0":{},"l1":{"a":"$0:0:l0","b":"$0:0:l0"}}]',
  '[{"a":["$B1"]}]',
  `${"[".repeat(20_000)}`,
])("what Next could not read or would multiply is malformed: %s", async (body) => {
  expect(await refuse(body)).toBe("malformed");
});

test("a form is no argument, and there is a largest size", async () => {
  expect(await refuse("a=b", "application/x-www-form-urlencoded")).toBe("malformed");
  expect(await refuse(`[{"a":"${"x".repeat(2 * 1024 * 1024)}"}]`)).toBe("too_large");
});
