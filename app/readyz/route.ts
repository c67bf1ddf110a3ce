import { answerReady } from "#app/_server/health.ts";

export const dynamic = "force-dynamic";

export function GET(): Promise<Response> {
  return answerReady();
}
