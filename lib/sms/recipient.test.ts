import fc from "fast-check";
import { expect, test } from "vitest";
import { hideRecipient, maskRecipient, recipientPattern } from "./recipient.ts";

const recipient = fc.stringMatching(/^[1-9]\d{6,14}$/).map((digits) => `+${digits}`);

test.each([
  ["+4917012345667", "+49*********67"],
  ["+1234567", "+12***67"],
])("%s is shown as %s", (number, shown) => {
  expect(maskRecipient(number)).toBe(shown);
});

test.each([
  "",
  "+",
  "4917012345667",
  "+049170",
  "+123456",
  "+1234567890123456",
  "+49 170 1234567",
  "+49170x12345",
])("%j is no number in E.164", (text) => {
  expect(recipientPattern.test(text)).toBe(false);
});

test("of any number at most its first two and last two digits are shown", () => {
  fc.assert(
    fc.property(recipient, (number) => {
      const shown = maskRecipient(number);
      expect(shown).toHaveLength(number.length);
      expect(shown.replaceAll("*", "")).toHaveLength(5);
    }),
  );
});

test("what a provider says about a number is kept without the number", () => {
  const said = "The 'To' number +4917012345667 (4917012345667) is not valid";
  const kept = hideRecipient(said, "+4917012345667");
  expect(kept).toBe("The 'To' number +49*********67 (49*********67) is not valid");
});
