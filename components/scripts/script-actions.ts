// What the server does for these components; the pages hand the actions in as props.
import { fail, type Result } from "#lib/shared/failure.ts";

type Action<Input, Output> = (input: Input) => Promise<Result<Output>>;

export type SaveVersion = Action<
  { scriptId: string; source: string; note: string | null; baseVersion: number },
  { version: number }
>;

/** `before` is the version that was deployed when the person decided. */
export type DeployVersion = Action<
  { scriptId: string; version: number; before: number },
  { version: number }
>;

/** `force` when the person was told of active subscriptions. */
export type DeleteScript = Action<{ scriptId: string; force: boolean }, null>;

/** A server that cannot be reached is a refusal like any other: nothing on the page is lost. */
export async function callAction<Input, Output>(
  action: Action<Input, Output>,
  input: Input,
): Promise<Result<Output>> {
  try {
    return await action(input);
  } catch {
    const detail = "The server cannot be reached. Check your connection, then try again.";
    return fail("unavailable", detail);
  }
}
