import type { Problem } from "#lib/shared/failure.ts";

/** Null where something else than our own server answered. */
export async function readProblem(response: Response): Promise<Problem | null> {
  const type = response.headers.get("content-type") ?? "";
  if (!type.startsWith("application/problem+json")) return null;
  return (await response.json()) as Problem; // answered by answerProblem
}
