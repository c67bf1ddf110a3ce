import { expect, test } from "vitest";
import { smsFilterQuery } from "./sms-filter.ts";

test.each([
  ["+49 170 123-456 78", "+4917012345678"],
  ["(0170) 12.34/56", "0170123456"],
  ["+49*", "+49*"],
  ["  ", undefined],
])("a number searched for as %j is looked for as %j", (written, looked) => {
  expect(smsFilterQuery.parse({ q: written }).q).toBe(looked);
});
