// Calls what the server does for a component; the pages hand the actions in as props.
import { fail, type Result } from "#lib/shared/failure.ts";

export type Action<Input, Output> = (input: Input) => Promise<Result<Output>>;

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
