// What every provider of text messages does, whichever it is.
import { expect, test } from "vitest";
import type { SmsProvider } from "../sms-provider.ts";

export type ProviderUnderTest = {
  provider: SmsProvider;
  /** What this provider makes of a message that it takes. */
  taken: object;
  /** Makes the next messages go wrong; null when nothing can go wrong with this provider. */
  breakIt: (() => void) | null;
  /** What must never be told. */
  secrets: readonly string[];
};

export function testSmsProvider(setUp: () => Promise<ProviderUnderTest>): void {
  test("takes a message and says what became of it", async () => {
    const { provider, taken } = await setUp();
    expect(await provider.send({ to: "+4917012345678", message: "Hello" })).toMatchObject(taken);
    expect(provider.name).toMatch(/^[a-z]{1,32}$/);
  });

  test.each([
    ["of one character", "x"],
    ["of other scripts", "Grüße 😀 Привет & 100% = +1"],
    ["of several lines", "a\r\nb\tc"],
    ["as long as may be", "x".repeat(1_600)],
  ])("takes a message %s", async (_name, message) => {
    const { provider, taken } = await setUp();
    expect(await provider.send({ to: "+4917012345678", message })).toMatchObject(taken);
  });

  test("takes many at once, each for itself", async () => {
    const { provider, taken } = await setUp();
    const sends = Array.from({ length: 20 }, (_, n) =>
      provider.send({ to: `+49170123456${n + 10}`, message: `${n}` }),
    );
    const outcomes = await Promise.all(sends);
    for (const outcome of outcomes) expect(outcome).toMatchObject(taken);
    const ids = outcomes.flatMap((outcome) =>
      outcome.state === "sent" ? [outcome.providerId] : [],
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("answers instead of rejecting when it cannot, and tells nothing of its credentials", async () => {
    const { provider, breakIt, secrets } = await setUp();
    breakIt?.();
    const outcome = await provider.send({ to: "+4917012345678", message: "Hello" });
    expect(outcome.state).toBe(breakIt ? "failed" : "kept");
    for (const secret of secrets) expect(JSON.stringify(outcome)).not.toContain(secret);
  });
}
