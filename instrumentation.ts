// Next runs this once, when the server starts.
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { mendUnreadableRequests } = await import("#app/_server/unreadable-requests.ts");
  mendUnreadableRequests();
}
