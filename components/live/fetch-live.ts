// One live read: JSON from our own server, or the problem it answered with. It must not retry, keep or change anything.
import { leaveForSignIn } from "#components/ui/leave-for-sign-in.ts";
import { readProblem } from "#components/ui/read-problem.ts";
import type { Problem } from "#lib/shared/failure.ts";
import { noteServerClock } from "./server-clock.ts";

/** What the server refused, or that it could not be reached (`problem` null). */
export class LiveError extends Error {
  readonly problem: Problem | null;

  constructor(problem: Problem | null, cause?: unknown) {
    super(problem?.detail ?? "The server cannot be reached.", { cause });
    this.name = "LiveError";
    this.problem = problem;
  }
}

/** Who is signed out leaves for the sign-in and comes back to this page. */
export async function fetchLive<T>(url: string, signal?: AbortSignal): Promise<T> {
  const response = await reach(url, signal);
  // The server's own types: the same release answers and asks.
  if (response.ok) return noteClockOf((await response.json()) as T);
  if (response.status === 401) leaveForSignIn();
  throw new LiveError(await readProblem(response));
}

function noteClockOf<T>(answer: T): T {
  noteServerClock(answer);
  return answer;
}

async function reach(url: string, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch(url, {
      ...(signal ? { signal } : {}),
      headers: { accept: "application/json" },
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new LiveError(null, error);
  }
}
