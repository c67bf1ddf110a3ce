import { answerAlive } from "#app/_server/health.ts";

export const dynamic = "force-dynamic";

export function GET(): Response {
  return answerAlive();
}
