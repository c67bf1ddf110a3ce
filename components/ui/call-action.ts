// Calls what the server does for a component; the pages hand the actions in as props.
import { leaveForSignIn } from "#components/ui/leave-for-sign-in.ts";
import { fail, type Result } from "#lib/shared/failure.ts";

export type Action<Input, Output> = (input: Input) => Promise<Result<Output>>;

/**
 * A server that cannot be reached is a refusal like any other: nothing on the page is lost. Who is signed out leaves
 * for the sign-in and comes back to this page, as with every live read.
 */
export async function callAction<Input, Output>(
  action: Action<Input, Output>,
  input: Input,
): Promise<Result<Output>> {
  try {
    const result = await action(input);
    if (!result.ok && result.failure.code === "unauthenticated") leaveForSignIn();
    return result;
  } catch {
    const detail = "The server cannot be reached. Check your connection, then try again.";
    return fail("unavailable", detail);
  }
}
