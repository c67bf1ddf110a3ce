// Waits for a fact instead of sleeping: asks again until it holds, and says what was last seen when it never does.

/** Resolves with the first value of `look` that `holds`; rejects after `timeoutMs`. */
export async function eventually<T>(
  look: () => Promise<T>,
  holds: (value: T) => boolean,
  timeoutMs = 15_000,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const value = await look();
    if (holds(value)) return value;
    if (performance.now() > deadline) {
      throw new Error(
        `not within ${timeoutMs} ms; last seen: ${JSON.stringify(value)?.slice(0, 2_000)}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
