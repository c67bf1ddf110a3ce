// Next runs this once, when the server starts, and tells it about every page that failed.
import type { Instrumentation } from "next";

export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { mendUnreadableRequests } = await import("#app/_server/unreadable-requests.ts");
  mendUnreadableRequests();
}

export const onRequestError: Instrumentation.onRequestError = async (error, request) => {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { logPageFailure } = await import("#app/_server/page-failure.ts");
  logPageFailure(error, request);
};
