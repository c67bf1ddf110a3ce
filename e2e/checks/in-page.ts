// How a check looks at a page from inside: functions of ours, sent as text, with those that they call by name.
// They must not use anything else of their module.
import type { Page } from "@playwright/test";

// biome-ignore lint/suspicious/noExplicitAny: only its name and its text matter here
type InPage<T> = (...args: any[]) => T;

export async function lookInPage<T>(
  page: Page,
  look: InPage<T | Promise<T>>,
  using: readonly InPage<unknown>[] = [],
): Promise<T> {
  return page.evaluate(`(() => {\n${sources([...using, look])}\nreturn ${look.name}();\n})()`);
}

/** Runs before the scripts of every page that comes. */
export async function runBeforePages(
  page: Page,
  run: InPage<void>,
  using: readonly InPage<unknown>[] = [],
): Promise<void> {
  await page.addInitScript(`(() => {\n${sources([...using, run])}\n${run.name}();\n})()`);
}

function sources(functions: readonly InPage<unknown>[]): string {
  return functions.map(String).join("\n");
}
