// Two transactions that waited for each other: Postgres undid one of them.
import postgres from "postgres";

const deadlockDetected = "40P01";

export function isDeadlock(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof postgres.PostgresError) return cause.code === deadlockDetected;
  }
  return false;
}
